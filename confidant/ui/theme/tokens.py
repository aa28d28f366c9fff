"""Every colour of the window, by the job it does; style sheets and painters read these names.

A colour is `#RRGGBB`. The pairs that may meet as text and background are listed, with their
contrast, in tests/unit/ui/theme; a new pair goes there first.
"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Tokens:
    """One theme. `outlined` says that soft fills carry no meaning and borders do instead."""

    name: str
    is_dark: bool
    outlined: bool
    shell: str
    surface: str
    raised: str
    sunken: str
    ink: str
    ink_muted: str
    ink_subtle: str
    placeholder: str
    line: str
    line_strong: str
    accent: str
    accent_hover: str
    accent_ink: str
    accent_soft: str
    caution: str
    caution_soft: str
    danger: str
    danger_soft: str
    danger_ink: str
    success: str
    success_soft: str
    felt: str
    felt_soft: str
    mark: str
    md_syntax: str
    disabled: str
    chart_interval: str
    focus: str


LIGHT = Tokens(  # noqa: S604 -- the shell is a plane of the window, no command line
    name="light",
    is_dark=False,
    outlined=False,
    shell="#ECE8DF",
    surface="#F6F3EC",
    raised="#FFFDF9",
    sunken="#F1EDE4",
    ink="#1E2226",
    ink_muted="#535860",
    ink_subtle="#5F646C",
    placeholder="#6B6F76",
    line="#DAD4C7",
    line_strong="#7E796B",
    accent="#1F5566",
    accent_hover="#17424F",
    accent_ink="#FFFFFF",
    accent_soft="#DCE7E9",
    caution="#855A12",
    caution_soft="#F3E7CF",
    danger="#97302A",
    danger_soft="#F6E0DB",
    danger_ink="#FFFFFF",
    success="#2A6344",
    success_soft="#DFECE4",
    felt="#6B3F5B",
    felt_soft="#F5ECEF",
    mark="#FBEBC2",
    md_syntax="#6C675E",
    disabled="#7E7A70",
    chart_interval="#6F898D",
    focus="#1F5566",
)

DARK = Tokens(  # noqa: S604 -- the shell is a plane of the window, no command line
    name="dark",
    is_dark=True,
    outlined=False,
    shell="#111315",
    surface="#16181B",
    raised="#1C1F23",
    sunken="#131518",
    ink="#ECEAE5",
    ink_muted="#B3B6BB",
    ink_subtle="#A0A4AB",
    placeholder="#90959D",
    line="#31363C",
    line_strong="#7C828B",
    accent="#86BCCB",
    accent_hover="#A5D3DF",
    accent_ink="#0E1A1E",
    accent_soft="#24363C",
    caution="#DDB164",
    caution_soft="#332A18",
    danger="#F0938A",
    danger_soft="#3A211E",
    danger_ink="#2A0F0C",
    success="#8CCBA5",
    success_soft="#1D3126",
    felt="#D9A9C6",
    felt_soft="#33232D",
    mark="#4A3E1C",
    md_syntax="#8F949C",
    disabled="#7C828B",
    chart_interval="#6A8A94",
    focus="#86BCCB",
)

HIGH_CONTRAST = Tokens(  # noqa: S604 -- the shell is a plane of the window, no command line
    name="high-contrast",
    is_dark=True,
    outlined=True,
    shell="#000000",
    surface="#000000",
    raised="#000000",
    sunken="#000000",
    ink="#FFFFFF",
    ink_muted="#FFFFFF",
    ink_subtle="#FFFFFF",
    placeholder="#D0D0D0",
    line="#FFFFFF",
    line_strong="#FFFFFF",
    accent="#FFD84D",
    accent_hover="#FFE482",
    accent_ink="#000000",
    accent_soft="#1A3A8A",
    caution="#FFD84D",
    caution_soft="#000000",
    danger="#FF9C94",
    danger_soft="#000000",
    danger_ink="#000000",
    success="#7CF0A6",
    success_soft="#000000",
    felt="#FFB8E6",
    felt_soft="#000000",
    mark="#1A3A8A",
    md_syntax="#D0D0D0",
    disabled="#B0B0B0",
    chart_interval="#FFFFFF",
    focus="#00E5FF",
)
