"""Dataclasses that cost nothing until they are used; `from compare.frozen import dataclass`.

The standard ones write and compile six functions a class when a module is loaded: with the
eighty classes that `compare check` needs, that is five times the start of Python itself.
These compile a function when it is first called. They are the same to a type checker, and
to `dataclasses.fields`, `asdict` and `is_dataclass`. A class that inherits from any but one
of these is left to the standard ones; what nobody here asks for (keyword-only fields,
`InitVar`) is not known.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dataclasses import MISSING, dataclass, field, fields, replace
else:

    class _Missing:
        """Stands for no default."""

        def __repr__(self):
            return "MISSING"

    MISSING = _Missing()

    class _Field:
        """What is known of one field, under the names the standard library has."""

        __slots__ = ("compare", "default", "default_factory", "metadata", "name", "type")

        def __init__(self, default, default_factory, compare, metadata):
            self.name, self.type = "", None
            self.default, self.default_factory = default, default_factory
            self.compare, self.metadata = compare, metadata

    def field(*, default=MISSING, default_factory=MISSING, compare=True, metadata=None):
        """See `dataclasses.field`; knows these four only."""
        return _Field(default, default_factory, compare, metadata or {})

    def dataclass(cls=None, *, frozen=False, slots=False, order=False, eq=True):
        """See `dataclasses.dataclass`, to which a class that inherits is left."""
        how = {"frozen": frozen, "slots": slots, "order": order, "eq": eq}
        if cls is None:
            return lambda one: dataclass(one, **how)
        if cls.__bases__ != (object,) and "_fields_" not in cls.__bases__[0].__dict__:
            return _standard(cls, **how)
        return _made(cls, **how)

    def fields(of):
        """See `dataclasses.fields`."""
        known = getattr(of, "_fields_", None)
        if known is None:
            import dataclasses

            return dataclasses.fields(of)
        return known

    def replace(one, /, **changes):
        """See `dataclasses.replace`."""
        known = getattr(one, "_fields_", None)
        if known is None:
            import dataclasses

            return dataclasses.replace(one, **changes)
        for each in known:
            if each.name not in changes:
                changes[each.name] = getattr(one, each.name)
        return one.__class__(**changes)

    def _made(cls, *, frozen, slots, order, eq):
        """The class with functions that are compiled when they are first called."""
        # `inspect`, which has a function for this, takes longer to import than all the rest.
        kinds = cls.__dict__.get("__annotations__", {})  # noqa: RUF063
        above = getattr(cls.__bases__[0], "_fields_", ())
        own = tuple(
            _field(name, kind, cls.__dict__)
            for name, kind in kinds.items()
            if "ClassVar" not in str(kind)
        )
        known = (*(each for each in above if each.name not in kinds), *own)
        names = tuple(each.name for each in known)
        space = {
            "__match_args__": names,
            "_fields_": known,
            "__dataclass_fields__": _Fields(order),
            "__dataclass_params__": _Parameters(order),
        }
        lazy = ["__init__", *(["__eq__"] if eq else []), *(["__hash__"] if eq and frozen else [])]
        lazy += ["__lt__", "__le__", "__gt__", "__ge__"] if order else []
        # A function of its own that a class has stays, as in the standard library.
        owner = []
        space |= {name: _stub(name, owner) for name in lazy if not _has(cls, name)}
        if eq and not frozen and not _has(cls, "__hash__"):
            space["__hash__"] = None
        if not _has(cls, "__repr__"):
            space["__repr__"] = _repr
        if frozen:
            space |= {"__setattr__": _refused, "__delattr__": _refused}
        mine = tuple(each.name for each in own)
        owner.append(_slotted(cls, mine, space) if slots else _dressed(cls, own, space))
        return owner[0]

    def _has(cls, name):
        return cls.__dict__.get(name) is not None

    def _dressed(cls, known, space):
        """The class itself with *space*; fields keep their defaults as attributes."""
        for each in known:
            if each.default is not MISSING:
                setattr(cls, each.name, each.default)
            elif each.name in cls.__dict__:
                delattr(cls, each.name)
        for name, value in space.items():
            setattr(cls, name, value)
        return cls

    def _slotted(cls, names, space):
        """The class again, because slots cannot be given to one that is there."""
        left_out = {"__dict__", "__weakref__", *names}
        own = {name: value for name, value in cls.__dict__.items() if name not in left_out}
        states = {"__slots__": names, "__getstate__": _getstate, "__setstate__": _setstate}
        made = type(cls.__name__, cls.__bases__, {**own, **space, **states})
        made.__qualname__ = cls.__qualname__
        return made

    def _field(name, kind, space):
        found = space.get(name, MISSING)
        if not isinstance(found, _Field):
            found = _Field(found, MISSING, True, {})
        found.name, found.type = name, kind
        return found

    def _stub(name, owner):
        """A function that is compiled and put in its own place when it is first called."""

        def stub(self, *args, **kwargs):
            # Whoever comes at the same time, or has kept this one, compiles it again.
            return _compiled(owner[0], name)(self, *args, **kwargs)

        return stub

    def _compiled(cls, name):
        known = cls._fields_
        space = {"_set": object.__setattr__, "_MISSING": MISSING}
        if name == "__init__":
            source = _init(cls, known, space)
        else:
            compared = "".join(f"{{0}}.{f.name}, " for f in known if f.compare)
            mine = f"({compared.format('self')})"
            if name == "__hash__":
                source = f"def __hash__(self):\n return hash({mine})"
            else:
                sign = _SIGNS[name]
                source = (
                    f"def {name}(self, other):\n if other.__class__ is self.__class__:\n"
                    f"  return {mine} {sign} ({compared.format('other')})\n return NotImplemented"
                )
        exec(source, space)  # the names of fields only, as in the standard library
        function = space[name]
        function.__qualname__ = f"{cls.__qualname__}.{name}"
        setattr(cls, name, function)
        return function

    _SIGNS = {"__eq__": "==", "__lt__": "<", "__le__": "<=", "__gt__": ">", "__ge__": ">="}

    def _init(cls, known, space):
        heads, lines = [], []
        for each in known:
            value = each.name
            if each.default_factory is not MISSING:
                space[f"_make_{each.name}"] = each.default_factory
                heads.append(f"{each.name}=_MISSING")
                value = f"_make_{each.name}() if {each.name} is _MISSING else {each.name}"
            elif each.default is not MISSING:
                space[f"_default_{each.name}"] = each.default
                heads.append(f"{each.name}=_default_{each.name}")
            else:
                heads.append(each.name)
            lines.append(f" _set(self, {each.name!r}, {value})")
        if hasattr(cls, "__post_init__"):
            lines.append(" self.__post_init__()")
        return f"def __init__({', '.join(['self', *heads])}):\n" + ("\n".join(lines) or " pass")

    def _repr(self):
        inner = ", ".join(f"{each.name}={getattr(self, each.name)!r}" for each in self._fields_)
        return f"{self.__class__.__qualname__}({inner})"

    def _refused(self, name, *value):
        from dataclasses import FrozenInstanceError

        word = "assign to" if value else "delete"
        raise FrozenInstanceError(f"cannot {word} field {name!r}")

    def _getstate(self):
        return [getattr(self, each.name) for each in self._fields_]

    def _setstate(self, state):
        for each, value in zip(self._fields_, state, strict=True):
            object.__setattr__(self, each.name, value)

    class _Fields:
        """The fields as the standard library knows them, made when it asks for them."""

        attribute = "__dataclass_fields__"

        def __init__(self, order):
            self._order = order

        def __get__(self, one, cls):
            return getattr(_standard_twin(cls, order=self._order), self.attribute)

    class _Parameters(_Fields):
        """How the class was decorated."""

        attribute = "__dataclass_params__"

    _twins = {}

    def _standard_twin(cls, *, order):
        # `dataclasses.replace` asks for every object; making a twin takes milliseconds.
        if cls not in _twins:
            _twins[cls] = _new_twin(cls, order=order)
        return _twins[cls]

    def _new_twin(cls, *, order):
        import dataclasses

        space = {
            "__annotations__": {each.name: each.type for each in cls._fields_},
            "__module__": cls.__module__,
        }
        for each in cls._fields_:
            if each.default is MISSING and each.default_factory is MISSING and each.compare:
                continue
            values = {"compare": each.compare, "metadata": each.metadata}
            for name in ("default", "default_factory"):
                if getattr(each, name) is not MISSING:
                    values[name] = getattr(each, name)
            space[each.name] = dataclasses.field(**values)
        return dataclasses.dataclass(frozen=True, order=order)(type(cls.__name__, (), space))

    def _standard(cls, **how):
        import dataclasses

        for name, value in list(cls.__dict__.items()):
            if isinstance(value, _Field):
                values = {"compare": value.compare, "metadata": value.metadata}
                for part in ("default", "default_factory"):
                    if getattr(value, part) is not MISSING:
                        values[part] = getattr(value, part)
                setattr(cls, name, dataclasses.field(**values))
        return dataclasses.dataclass(**how)(cls)


__all__ = ["MISSING", "dataclass", "field", "fields", "replace"]
