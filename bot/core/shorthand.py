"""English as it is typed: contractions, chat shorthand, fillers and number words."""

from __future__ import annotations

EXPANSIONS: dict[str, str] = {
    # contractions, with the apostrophe and as typed without it
    "what's": "what is", "whats": "what is", "wats": "what is", "wuts": "what is",
    "who's": "who is", "whos": "who is", "where's": "where is", "wheres": "where is",
    "when's": "when is", "whens": "when is", "how's": "how is", "hows": "how is",
    "how'd": "how did", "howd": "how did", "why's": "why is", "whys": "why is", "why'd": "why did",
    "who'd": "who did", "what'd": "what did", "that's": "that is", "thats": "that is",
    "it's": "it is", "he's": "he is", "hes": "he is", "she's": "she is", "there's": "there is",
    "theres": "there is", "i'm": "i am", "im": "i am", "you're": "you are", "youre": "you are",
    "they're": "they are", "theyre": "they are", "we're": "we are", "they've": "they have",
    "theyve": "they have", "i've": "i have", "ive": "i have", "we've": "we have", "you've": "you have",
    "they'd": "they would", "theyd": "they would", "he'd": "he would", "i'd": "i would",
    "i'll": "i will", "they'll": "they will", "theyll": "they will", "he'll": "he will",
    "don't": "do not", "dont": "do not", "doesn't": "does not", "doesnt": "does not",
    "didn't": "did not", "didnt": "did not", "isn't": "is not", "isnt": "is not", "aint": "is not",
    "ain't": "is not", "aren't": "are not", "arent": "are not", "wasn't": "was not", "wasnt": "was not",
    "weren't": "were not", "werent": "were not", "won't": "will not", "wont": "will not",
    "can't": "can not", "cant": "can not", "cannot": "can not", "couldn't": "could not",
    "couldnt": "could not", "wouldn't": "would not", "wouldnt": "would not",
    "shouldn't": "should not", "shouldnt": "should not", "hasn't": "has not", "hasnt": "has not",
    "haven't": "have not", "havent": "have not", "hadn't": "had not", "let's": "let us",
    # spoken forms
    "gonna": "going to", "wanna": "want to", "gotta": "got to", "gimme": "give me", "gimmie": "give me",
    "lemme": "let me", "kinda": "kind of", "sorta": "sort of", "dunno": "do not know", "outta": "out of",
    "wanting": "want", "imma": "i am going to", "tryna": "trying to", "whatcha": "what are you",
    # chat shorthand
    "u": "you", "ur": "your", "r": "are", "y": "why", "n": "and", "w": "with", "wo": "without",
    "b4": "before", "4": "4", "ppl": "people", "peeps": "people", "abt": "about", "bout": "about",
    "bc": "because", "cuz": "because", "cos": "because", "coz": "because", "becuz": "because",
    "b/c": "because", "w/": "with", "w/o": "without", "smth": "something", "smthg": "something",
    "some1": "someone", "sum1": "someone", "any1": "anyone", "every1": "everyone", "no1": "nobody",
    "rn": "right now", "atm": "right now", "wat": "what", "layed": "laid", "wot": "what", "wots": "what is",
    "hoo": "who", "hoos": "who is", "iz": "is", "woz": "was", "wuz": "was", "duz": "does", "sez": "says",
    "tel": "tell", "hav": "have", "haz": "has", "wer": "where", "wher": "where", "cud": "could", "wud": "would",
    "shud": "should", "becos": "because", "becoz": "because", "thay": "they", "gona": "going to",
    "enuff": "enough", "rite": "right", "nuthin": "nothing", "wut": "what", "wht": "what", "waht": "what",
    "hw": "how", "mch": "much", "mny": "many", "hwo": "how", "whn": "when", "y'all": "you all",
    "yall": "you all", "thru": "through", "tho": "though", "thx": "thanks", "ty": "thanks",
    "govt": "government", "gov": "government", "gvt": "government", "mgmt": "management",
    "emp": "employee", "emps": "employees", "eng": "engineer", "engs": "engineers",
    "comp": "compensation", "info": "information", "pct": "percent", "perc": "percent",
    "yr": "year", "yrs": "years", "mtg": "meeting", "msg": "message", "btwn": "between",
    "vs": "versus", "v": "versus", "diff": "difference", "diffs": "differences", "esp": "especially",
    "approx": "about", "acc": "according", "feb": "february", "febuary": "february", "jan": "january",
    "apr": "april", "aug": "august", "sept": "september", "oct": "october", "nov": "november",
    "dec": "december", "2day": "today", "2moro": "tomorrow", "thier": "their", "teh": "the",
    "hte": "the", "adn": "and", "taht": "that", "dat": "that", "dis": "this", "da": "the",
    "wen": "when", "den": "then", "dey": "they", "dem": "them", "wiht": "with", "whihc": "which",
    "wich": "which", "ther": "there", "tehy": "they", "abuot": "about", "frm": "from",
    "goverment": "government", "sux": "sucks", "luv": "love", "pic": "picture", "pics": "pictures",
    "usa": "us", "u.s.": "us", "u.s": "us", "q&a": "q and a", "qna": "q and a", "&": "and",
}  # fmt: skip
"""One token as typed -> the words it stands for."""

LONG_FORMS = {"artificial intelligence": "ai", "all-hands": "all hands", "allhands": "all hands"}
"""Several words -> the form that people use for them."""

FILLERS = frozenset(
    "lol lmao lmfao rofl haha hahaha bro bruh dude man mate yo hey ngl tbh fr frfr imo imho idk omg wtf "
    "tf wth pls plz please kindly like uh um hmm hm well ok okay so anyway btw tho though actually "
    "basically literally honestly just kinda damn dang crap hell heck freaking fricking wait guys folks "
    "smh jk fyi xd welp".split()
)
"""Tokens that carry nothing; they go where anything else remains."""

UNITS: dict[str, int] = {
    "zero": 0, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40,
    "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES: dict[str, int] = {"hundred": 100, "thousand": 1000}

_TEXTS = (
    r"(?:the |your |these |this |either |both |its |our )*"
    r"(?:coverage|articles?|texts?|reporting|reports?|pieces?|accounts?)"
)
_ASKED_OF = r"(?:can|could|would|will|might|may) (?:you|i|we|one|someone|somebody|anyone)"
_TELL = (
    r"(?:tell|say|confirm|clarify|specify|state|indicate|explain|describe|outline|identify|provide|give|show|remind"
    r"|ask|know|learn|establish|elaborate on|point out|spell out|set out|shed light on)"
)

LEAD_IN = (
    r"(?:so |and |but |then |also |now )*"
    r"(?:(?:someone|somebody|my [a-z]+|a friend|people|everyone|this guy|they|he|she) "
    r"(?:(?:in|on|over) (?:here|there|this \w+|\w+) )?"
    r"(?:told me|tells me|keeps? telling me|keeps? saying|swears|says|claims|claimed|insists|reckons)(?: that)? "
    r"|i (?:heard|read|saw|thought|think|believe|am told)(?: that| somewhere that| somewhere)? "
    r"|(?:is it|is it really|it is) (?:true|correct|right|accurate|fair|fair to say)(?: to say)?(?: that)? "
    r"|(?:true or false|confirm(?: that)?|admit it|you agree(?: that)?|quick question|just (?:curious|wondering)) "
    rf"|{_ASKED_OF}(?: be so kind as to| perhaps| possibly| briefly)? {_TELL}(?: to)?(?: me| us)?(?: again)?"
    r"(?: both| precisely| briefly)?(?: if| whether| that)? "
    r"|(?:do|does) (?:you|anyone|anybody|someone) (?:happen to )?know(?: if| whether)? "
    r"|(?:any|an) idea(?: if| whether)? |any chance you know(?: if| whether)? "
    r"|i (?:want|would like|need|am trying|should like|would love|wish|wanted|was hoping) to "
    r"(?:know|find out|understand|learn|hear|ask)(?: about| if| whether| why| that)? "
    r"|i (?:should|would|will) be (?:grateful|glad|obliged|interested|curious)"
    r"(?: for| to know| to learn| if you could)?(?: if| whether)? "
    r"|i am (?:curious|wondering|interested|unsure|not sure|asking)(?: about| in| if| whether| to know)? "
    r"|(?:remind me|tell me|help me understand|help me out)(?: again)? "
    r"|(?:with|in) (?:regard|respect|reference|relation) to |as (?:regards|for|to) |regarding |concerning "
    r"|on the (?:subject|topic|question|matter|issue) of |when it comes to "
    r"|for (?:purposes of|the purposes? of) [a-z]+ "
    r"|for (?:the record|a fact box|my [a-z]+|an? (?:article|essay|report)) "
    rf"|(?:according to|per|in|from|going by|based on) {_TEXTS} "
    r"|is there (?:any |some )?(?:evidence|indication|mention|word|confirmation|hint) in "
    rf"{_TEXTS} (?:that|of|about|on) )"
)
"""What people put before a question; a regular expression over normalised text."""

ASIDE = (
    rf"(?:^| ){_ASKED_OF}(?: be so kind as to| perhaps| possibly| briefly)? {_TELL}(?: to)?(?: me| us)?(?: both)?(?= )"
    r"| (?:according to|going by|based on|judging by"
    r"|as (?:quoted|reported|described|stated|mentioned|given|told|set out|presented)(?: in| by)) "
    rf"{_TEXTS}(?= |$)"
)
"""What people put between the words of a question; a regular expression over normalised text."""

TAIL = (
    r" (?:is that (?:true|right|correct|so|what the article says|legit)|right|correct|legit|is it true"
    r"|true or false|yes or no|confirm|or not|yeah|yes|no|huh|eh|or what|or something|or nah"
    r"|is (?:he|she|that|it) right|do you know|please|if at all possible|if possible|if you know|thanks|in your view"
    rf"|(?:according to|per|in) {_TEXTS}"
    r"|(?:true|false) one word|does it not)"
)
"""What people put behind a question; a regular expression over normalised text."""

FRACTIONS: dict[str, int] = {
    "half": 50, "third": 33, "quarter": 25, "fifth": 20, "tenth": 10, "twentieth": 5,
}  # fmt: skip
"""Parts of a whole, in percent."""

LIGHT = frozenset(
    "a an the this that these those it its he him his she her they them their we us our you your i me "
    "my mine who whom whose which what when where why how is are was were be been being am do does did "
    "done doing have has had having will would shall should can could may might must not no nor and or "
    "but if then than as of in on at by for from to into with without about over under after before "
    "during between among against through out off up down again once here there all any both each few "
    "more most other another some such only own same so too very just even ever still yet already also "
    "now today back away around far since until while because following besides though get gets got "
    "getting gotten go goes went gone going come comes came make makes made take takes took taken put "
    "give gives gave given say says said tell told ask asks asked know known think thought see seen "
    "look looks find found use uses used want wants need needs let lets keep keeps kept mean means "
    "meant happen happens happened one two first second last next new old good bad best better big "
    "bigger biggest long much many lot little less least place thing things stuff way ways part kind "
    "sort type people person someone anyone everyone everybody anybody somebody really actually right "
    "well total overall main like unlike per via later latest exact exactly roughly precisely describe "
    "described report reported reports mention mentioned involve involved affect affected share "
    "regarding concerning concern response concerned further day days year years time times number "
    "start stop help page pages quite else".split()
)
"""Words too common to tell by them what a question asks for."""
