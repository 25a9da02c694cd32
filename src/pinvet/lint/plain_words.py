"""The words of a server that may be repeated: those that our rules use too, and what errors are written in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pinvet.rulebook.rule import Rule

_OF_ERRORS: Final = frozenset(
    (
        "a able about above access account accounts action active ad additional admin ads advertiser advertisers "
        "after again all allowed already also an and another any api app apps are argument asset assets associated "
        "at attribute audience auth authenticated authentication authorized available bad be because been before "
        "below between billing board boards body both brand budget business businesses but by call campaign "
        "campaigns can can't cannot catalog catalogs category change changed character characters check client code "
        "combination complete completed configured conflict contact contain contains content correct could couldn't "
        "country create created creating creation creative currency currently customer data date day days decode "
        "default delete deleted denied description did didn't do does doesn't don't down duplicate each either "
        "eligible email empty enable enabled end ensure entity entries entry enum error errors event events "
        "exceeded exceeds exist existing exists expected expired failed failure feed feeds few field fields file "
        "files filter filters find first following for forbidden form format found from future get given goal "
        "greater group groups had has hasn't have haven't header here higher hour hours id ids if image images in "
        "incorrect input insufficient integer internal into invalid invite is isn't it item items its json key keys "
        "keyword language large larger last later least length less level limit limited line link list lists "
        "location long longer lookup low lower made make malformed many match matches matching max maximum may "
        "member message method metric micro min minimum minutes mismatch missing month more most multiple must name "
        "names needs negative new no none not nothing null number object objective of off old on once one only "
        "operation option optional or order org other our out over owner page parameter parameters parent parse "
        "parsing partner pass past path payload pending per permission permissions pin pins place please positive "
        "possible present previous price problem process processing product products profile promotion promotions "
        "property provide provided query range rate reached reading reason received record recreated reject "
        "rejected removed reporting request requested requests require required requires reserved resource response "
        "restricted retry returned role same saved schedule schema scope scopes second seconds section security see "
        "segment selected send sent server service set several shared short shorter should size small some "
        "something sorry spend start started state status still string submitted subscription successfully such "
        "support supported syntax system tag tags targeting temporary terms text than that the their them then "
        "there these they this those time timed times timestamp to token too total try two type types unable "
        "unauthorized unavailable undefined unexpected unique unknown unprocessable unsupported until up update "
        "updated updating upload uploaded url urls us use used user users using valid validate validation value "
        "values version video videos wait was wasn't we went were what when where which while who whose will with "
        "within without won't would write wrong year yet you your zero"
    ).split()
)


def plain_words(rules: Iterable[Rule]) -> frozenset[str]:
    """Return the words, in lower case, that may be repeated wherever they come from."""
    ours = (re.findall(r"[a-z]+(?:'[a-z]+)?", f"{rule.title} {rule.why}".lower()) for rule in rules)
    return _OF_ERRORS.union(*ours)
