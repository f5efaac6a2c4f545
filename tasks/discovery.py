"""Finding the object each plug-in file of a package declares."""

import importlib
import pkgutil
from typing import TypeVar

T = TypeVar("T")


def plugins(package: str, kind: type[T], name: str) -> tuple[T, ...]:
    """Return the object called `name` of each module of a package, in module-name order.

    A module without it is no plug-in and is passed over; one of another type is our mistake.

    Raises:
        TypeError: a module's object of that name is not of `kind`.
    """
    found: list[T] = []
    for module in sorted(info.name for info in pkgutil.iter_modules(importlib.import_module(package).__path__)):
        plugin = getattr(importlib.import_module(f"{package}.{module}"), name, None)
        if plugin is None:
            continue
        if not isinstance(plugin, kind):
            raise TypeError(f"{package}.{module}.{name} is no {kind.__name__}")
        found.append(plugin)
    return tuple(found)
