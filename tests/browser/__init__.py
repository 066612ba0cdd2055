"""The page in a real browser: what only one can tell.

Every page that a test opens is watched: it may ask for no address but its own file, write
nothing to the console, raise no error and open no dialog. `chromium` finds the browser.
"""
