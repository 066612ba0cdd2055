"""See how outlets report the same remark."""
