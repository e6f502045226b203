"""Names for simulated members, from several alphabets."""

from __future__ import annotations

from random import Random

_FIRST = (
    "Ann Ada Amir Aylin Bea Bruno Cem Clara Dana David Elif Emil Fatma Felix Greta Hana Ida Ivan Jana Jonas Katja "
    "Lena Leo Mara Mehmet Mia Nadia Noah Ole Olga Paula Quirin Rosa Samir Selma Tom Uta Vera Wanda Yusuf Zoë Анна "
    "Борис Søren Łucja José"
)
_LAST = (
    "Adler Berger Çelik Dvořák Egger Fischer Gruber Horvat Ivanova Jansen Kaya Lehner Maier Novak Öztürk Petrov "
    "Quist Reiter Schmidt Tanaka Ulrich Vogel Weiß Yıldız Zimmer O'Neill Müller Møller García Иванов Nguyễn Szabó"
)


def full_name(dice: Random) -> str:
    """A first and a last name."""
    return f"{dice.choice(_FIRST.split())} {dice.choice(_LAST.split())}"
