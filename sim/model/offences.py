"""The types of offence, in the order of their codes.

A row says how a type is named, whether it is *neighbourhood crime* in the IOM strategy of December 2020,
whether an out-of-court disposal is ruled out, and which offence group of OGRS3 it falls in. All numbers
(volumes, severity weights, sentences, costs) stand in the evidence table under ``offences.<name>``.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class OffenceType:
    """One type of offence."""

    name: str
    label: str
    neighbourhood: bool
    serious: bool
    """Too serious for an out-of-court disposal."""
    ogrs_group: str
    """Row of the OGRS3 offence table (evidence ids ``ogrs3.offence.<group>``)."""
    unseen: bool = False
    """Mostly reported by somebody who does not know who did it."""
    public_protection: bool = False
    """Managed under public protection arrangements (MAPPA), and so no ground for adoption by IOM."""


OFFENCES: tuple[OffenceType, ...] = (
    OffenceType("domestic_burglary", "Burglary, homes", True, True, "burglary_domestic", unseen=True),
    OffenceType("other_burglary", "Burglary, other buildings", False, False, "burglary_other", unseen=True),
    OffenceType("robbery", "Robbery", True, True, "robbery", unseen=True),
    OffenceType(
        "theft_of_vehicle", "Theft of a vehicle", True, False, "taking_and_driving_away", unseen=True
    ),
    OffenceType(
        "theft_from_vehicle", "Theft from a vehicle", True, False, "theft_from_vehicles", unseen=True
    ),
    OffenceType("theft_from_person", "Theft from the person", True, False, "theft_non_motor", unseen=True),
    OffenceType("shop_theft", "Shop theft", False, False, "theft_non_motor", unseen=True),
    OffenceType("other_theft", "Other theft", False, False, "theft_non_motor", unseen=True),
    OffenceType("criminal_damage", "Criminal damage and arson", False, False, "criminal_damage", unseen=True),
    OffenceType("violence_with_injury", "Violence with injury", False, False, "violence"),
    OffenceType("violence_without_injury", "Violence without injury", False, False, "violence"),
    OffenceType("public_order", "Public order", False, False, "public_order"),
    OffenceType("drug_supply", "Drug supply", False, True, "drug_possession_supply"),
    OffenceType("drug_possession", "Drug possession", False, False, "drug_possession_supply"),
    OffenceType("weapons", "Possession of weapons", False, False, "violence"),
    OffenceType("rape", "Rape", False, True, "sexual_not_child", public_protection=True),
    OffenceType(
        "other_sexual", "Other sexual offences", False, True, "sexual_not_child", public_protection=True
    ),
)

NAMES: tuple[str, ...] = tuple(offence.name for offence in OFFENCES)
CODE: dict[str, int] = {name: code for code, name in enumerate(NAMES)}
