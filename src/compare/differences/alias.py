"""Names that the user says mean one thing: no fact differs between them, only the word.

`languages` knows the common ones (US, United States, Washington); a newsroom knows its own:
a capital for its government, a company by its old name. Nothing is hidden: what would be
told as another name or speaker is told as a `synonym`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from compare.errors import ConfigurationError
from compare.frozen import replace
from compare.languages import name_key
from compare.model import Difference, Weight

#: From the key of a name to the number of the entry it stands in.
Aliases = Mapping[str, int]

#: The kinds in which two names of one thing can stand against each other as facts.
_NAMED = frozenset({"name", "attribution"})


def aliases(entries: Iterable[str]) -> Aliases:
    """The names of every entry such as `Washington=United States`, to be looked up.

    Spellings, Russian cases and a "the" before a name make no difference. Raises
    ConfigurationError when an entry has less than two names, or one twice. Empty for no entries.

    >>> aliases(["Sorrel = Maunt", "Hollin = Orle"])
    {'sorel': 0, 'maunt': 0, 'holin': 1, 'orle': 1}
    """
    found: dict[str, int] = {}
    for number, entry in enumerate(entries):
        keys = [key for part in entry.split("=") if (key := _key(part))]
        if len(set(keys)) < 2:
            raise ConfigurationError(
                f"alias: {entry!r} does not say which names are one\n"
                "  Write it like this: --alias 'Washington=United States'"
            )
        # A name in two entries joins them: A=B, B=C.
        same = {found[key] for key in keys if key in found} | {number}
        found.update(dict.fromkeys(keys, number))
        found.update((key, number) for key, old in list(found.items()) if old in same)
    return found


def with_aliases(
    found: Sequence[Difference], a: str, b: str, known: Aliases
) -> tuple[Difference, ...]:
    """*found* between the texts *a* and *b*, in which the *known* names are one thing.

    Facts first as before; in the same order where no name is an alias of another.
    """
    if not known:
        return tuple(found)
    told = dict.fromkeys(_told(found, a, b, known))
    order = tuple(Weight)
    return tuple(sorted(told, key=lambda each: order.index(each.weight)))


def _told(found: Iterable[Difference], a: str, b: str, known: Aliases) -> Iterator[Difference]:
    for each in found:
        one, two = each.a.of(a), each.b.of(b)
        if each.kind in _NAMED and each.weight is Weight.FACT and _is_one(one, two, known):
            message = f"two names of one, by --alias: “{one}”, “{two}”"
            yield replace(each, kind="synonym", weight=Weight.WORDING, message=message)
        else:
            yield each


def _is_one(a: str, b: str, known: Aliases) -> bool:
    entry = known.get(_key(a))
    return entry is not None and entry == known.get(_key(b))


def _key(name: str) -> str:
    return name_key(" ".join(name.casefold().split()).removeprefix("the "))
