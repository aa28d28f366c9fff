"""Words that are names too. A name among them is flagged and never replaced silently.

English, because the sentences that a person would not want changed behind their back ("I will
mark the price") are. Lower case. Services may add the words of a longer list.
"""

from typing import Final

_WORDS: Final = """
abbot amber angel apple april arch archer art ash aspen august autumn baker ball banks barber
barker basil bay bell berry best bill bird bishop black blaze block bloom blue bolt bond booker
booth box brand brave bridge bright brook brooks brown buck bud burns bush butler candy carol
carpenter carter case cash castle chance chase chip christian chuck church clay cliff cloud cook
cooper coral corn court crane creed cross cruise crystal daisy dale dash dawn day dean dell
destiny dick dollar don dove drake drew duke earl early east eve faith fay field finch fisher
flint flora flower ford forest foster fox frank free frost gale gap garden gardener gay gene gift
ginger glen gold golden good grace grant gray green grey griffin grove guy hall hand harmony hart
haven hawk hazel head heath heather heaven hill holly honey hood hook hope house hunt hunter ice
iris irons ivory ivy jack jade jasmine jay jet jewel joy judge jules june justice key king kit
knight lake lamb lance lane lark laurel law lily link little lock long love low lucky lynx major
march mark marks marsh martin mason max may meadow melody mercy merit meta mike miles mill miller
moon moss nick night noble north nova oak oasis olive opal oracle orange page palm park patience
patty peace pear pearl penny pepper pet pike pilot piper pole pope poppy porter potter powers
price pride priest prince prudence quarry queen quest rain randy raven ray reed reeve regal rich
ridge rise river rivers rob robin rock rocket rod roman root rose rowan ruby rush rusty sage
sailor sand sandy savage scout sea shadow sharp shell shepherd short shy silver singer skip sky
slack slate small smart snow sparrow spirit spring square squire star sterling stone storm story
stout street stripe strong sue summer summers sun sunny swan swift target temple thistle thorn
tiger toll total tower towers trinity trip true turner union unity vale valley van victor victory
vine viola violet visa walker wall walls ward warden waters watt weaver weeks wells west wheat
white wild will willow wills winter winters wise wolf wood woods worth wren yard young zoom
"""

ORDINARY_WORDS: Final = frozenset(_WORDS.split())
