"""The words by which a line for a style is recognised, by style and criterion. They are published: docs/drills.md."""

from __future__ import annotations

import re

from bot.base.language import Lang
from bot.training.written.answer import Patterns


def _both(zh: str, en: str) -> Patterns:
    return {Lang.ZH: re.compile(zh), Lang.EN: re.compile(en)}


TIGER_CORE = _both(
    zh=(
        r"\d|[一二两三四五六七八九十百千万半几](?:个|台|天|周|月|年|页|点|成|号|家|次|件|条|份|批|小时|分|道|块|位|种|列|段|倍|趟|本|万|千|百|档|样)|今天|今晚|明天"
        r"|后天|周[一二三四五六日末]|下周|月底|月初|下班前|\d+\s*[号点]|[一二三四五六七八九十]+[号点]|本周|这周|省|多赚|提前|见效|结果|达标|行就|行不行|要不要|不收钱|免"
        r"|先.{0,6}哪"
    ),
    en=(
        r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty"
        r"|fifty|sixty|ninety|hundred|half|dozen|per cent|percent)\b|\b(?:today|tonight|tomorrow|monday"
        r"|tuesday|wednesday|thursday|friday|this week|next week|month end|by (?:the )?\w+)\b|\b(?:save[sd]?"
        r"|saving|less|fewer|faster|results?|decide|yes or no|free|cut|ahead|or bin|done)\b"
    ),
)

TIGER_NEVER = _both(
    zh=(
        r"不着急|不急|慢慢|天气|气色|家里|辛苦|打扰|可能|也许|大概|大家|踏实|放心|久仰|有空|方便的话|好不好|佩服|来源|口径|注明"
    ),
    en=(
        r"\b(?:no rush|no hurry|take your time|whenever|weather|weekend|lovely|perhaps|maybe|sort of"
        r"|how are you|just wanted|i was wondering|if you don't mind|everyone|comfortable|in your own time"
        r"|sources?|assumptions|proud|admir\w+)\b"
    ),
)

OWL_CORE = _both(
    zh=(
        r"\d|[一二两三四五六七八九十百千万半几](?:个|台|天|周|月|年|页|点|成|号|家|次|件|条|份|批|小时|分|道|块|位|种|列|段|倍|趟|本|万|千|百|档|样)|%|数据|数字|记录"
        r"|报告|清单|明细|表|测算|样张|统计|凭据|公开|文件|栏|列|日志|曲线|范围|规格|标准|时刻"
    ),
    en=(
        r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty"
        r"|fifty|sixty|ninety|hundred|half|dozen|per cent|percent)\b|%|\b(?:data|figures?|records?|report"
        r"|table|list|sample|sums|numbers?|spec|terms|criteria|notices?|contract|document\w*|page|workings"
        r"|template|claims?|sources?)\b"
    ),
)

OWL_MANNER = _both(
    zh=(
        r"来源|出处|依据|注明|记录|口径|条件|测试|检测|报告|公式|算式|测算|核|附|单列|逐|按.{1,12}(?:分|列|算|排)|假设|样本|误差|原始|书面|标准|怎么算|对照|表|栏|列"
        r"|曲线|日志|台账|交接班|凭据|抄|条款|公开|合同|没数|空着|单价|工时|期限|线|按.{1,8}排|术语|流程|排产|拆开|图纸|型号|岗位"
    ),
    en=(
        r"\b(?:source[sd]?|records?|reports?|test(?:ed|s)?|conditions?|workings?|method|basis|assum\w+|sample"
        r"|measured|counted|checked?|verif\w+|written|writing|attached|alongside|published|logs?|compared?"
        r"|comes? from|how (?:it's|they're|we) |footer|margin of error|worst|median|average|clause\w*|cited"
        r"|contract|document\w*|dated?|itemi[sz]ed|line[- ]by[- ]line|column\w*|page|sheet|month by month"
        r"|definitions?|terms|totals?|bands?|spec|protocol|criteria|weighting\w*|listed|sorted|ledger|template"
        r"|figures?)\b"
    ),
)

OWL_NEVER = _both(
    zh=(r"最好的|绝对|百分百|保证没|肯定没|大概|差不多|反正|放心吧|相信我|没得说|太棒|震撼|错过"),
    en=(
        r"\b(?:the best|amazing|fantastic|trust me|definitely|absolutely|guarantee\w*|roughly|no worries"
        r"|incredible|miss out|everyone loves|huge)\b"
    ),
)

KOALA_CORE = _both(
    zh=(
        r"不急|不着急|不用|不催|不压|不惊动|不添|添麻烦|谁也[别不]|别累|喘口气|愿意再|自己定|陪|累|难受|委屈|窝囊|过意不去|怕|麻烦|手忙脚乱|错开|方便|先不|慢慢"
        r"|先.{0,14}(?:试|看|听|用|放|找|做|一|挑|借|跑|从)|试|照旧|照样|不动|不变|踏实|放心|安心|稳|退|随时|陪|不催|好不好|好吗|行吗|一步"
    ),
    en=(
        r"\b(?:no rush|no hurry|no pressure|your own time|whenever|try|trial|small|one (?:at a time|step|line"
        r"|room|van|machine|team|week)|first|needn't|don't have to|nobody (?:has|need|would|will)|stays?"
        r"|as it is|as before|safe|back out|go back|return|easy|easily|settled?|gentl\w+|comfortable|worr\w+"
        r"|sorry|tired|hard on|had it worst|fair|kind|content|happy|nobody|anyone|anybody|cup of tea"
        r"|over (?:tea|coffee)|with tea|quietly?|trouble|once they|when(?:ever)? they|let them|may i|might we"
        r"|could we|shall we|horrible|hate|feel\w*|together|beside|with you|help|support|if (?:it|that|you)"
        r"|leave (?:it|the)|carry on|wait)\b"
    ),
)

KOALA_MANNER = _both(
    zh=(
        r"大家|同事|一起|一块|咱|家里人|老师们|师傅|班组|组里|员工|他们|谁|陪|帮|我(?:们)?(?:来|去|在|带|先|派|请|就)|踏实|安心|放心|都|谁|哪位|名单|店里|老师|司机|您"
    ),
    en=(
        r"\b(?:everyone|everybody|nobody|colleagues?|team|people|together|others?|staff|crew|drivers?"
        r"|teachers?|we|we'll|we'd|us|they|them|their|who|i'll|i'd)\b"
    ),
)

KOALA_NEVER = _both(
    zh=(
        r"必须|马上就?(?:定|签|换)|立刻|今天(?:就|必须)(?:定|签)|全行业第一|第一家|错过|最后(?:一天|机会)|赶紧|全(?:换|部换)|一步到位|颠覆|彻底"
    ),
    en=(
        r"\b(?:must|right now|immediately|today only|last chance|miss out|before it's too late"
        r"|first in the industry|revolution\w*|everything at once|sign today|deadline|decide (?:now|today))\b"
    ),
)

PEACOCK_CORE = _both(
    zh=(
        r"夸|亮|露脸|脸|名|第一|首|头一|样板|标杆|台上|上台|讲|佩服|看见|看到|学|响|镇|漂亮|好看|故事|风光|领奖|奖|拿得出手|有面子|面子|出彩|带头|引领|眼前|大家|同行|谁|推荐"
        r"|分享|请教|经验|眼光|剪彩|总监|登门|赔.{0,2}礼|最早|领先|请您来"
    ),
    en=(
        r"\b(?:prais\w+|names?|known|show\w*|first|stage|seen?|cover|talk\w*|proud|admir\w+|credit|headline"
        r"|speak|photograph\w*|famous|impress\w*|lead\w*|award|announce|story|everyone|people|ask you|opinion"
        r"|eye|look|best|example|remember\w*|notice\w*|pioneer|shine|stand out|model|copied|launch\w*|hear\w*"
        r"|tell|host|guests?|visitors?)\b"
    ),
)

PEACOCK_MANNER = _both(
    zh=(r"您|你|贵|哪位|哪家|大家|同行|总部"),
    en=(r"\byou(?:r|rs|'d|'ve|'re|'ll)?\b"),
)

PEACOCK_NEVER = _both(
    zh=(r"别声张|低调点|不用您出面|跟别人一样|大家都这么|随大流|附.{0,6}(?:测算|明细|表)|逐(?:条|项)"),
    en=(
        r"\b(?:keep (?:it )?quiet|like everyone else|same as everyone|nothing special|line by line"
        r"|workings attached|spreadsheet)\b"
    ),
)

CHAMELEON_CORE = _both(
    zh=(
        r"省|少|不用(?:您|你|再|手|自己)|(?:对|归|给|替|帮)(?:您|你)|(?:您|你)(?:手里|手上|这边|自己|也|就|只管|省|少|不用|不亏|的)|划算|好处|交差|交代|轻松"
        r"|有用|便宜|不亏|合算|受益|多(?:赚|出|得|一)|挣|落|(?:您|你).{0,12}(?:不|省|少|多|好|有|拿|先)|加分|考您|答得出|抢|您等|白|替"
    ),
    en=(
        r"\b(?:sav\w+|fewer|less|easier|you (?:don't|needn't|keep|only|get|gain|won't|never)|for you|yours?"
        r"|you'd|you'll|gain\w*|worth|benefit\w*|free|spare\w*|cheaper|use to you|without you)\b"
    ),
)

CHAMELEON_MANNER = _both(
    zh=(r"还是|挑|选|哪|什么|或|随您|换|要么|怎么.{0,6}都|先.{0,10}再|两[头边样]|看您|您定|多少|几|最"),
    en=(
        r"\b(?:either|or|which|choose|choice|pick|prefer|up to you|whichever|option\w*|swap|both|what|how many"
        r"|how much|how often|whose|who|most|where|when|if|first|in return|how)\b"
    ),
)

CHAMELEON_NEVER = _both(
    zh=(r"回扣|返点给您|私下|个人好处|塞|红包|为了公司大局|奉献|牺牲"),
    en=(
        r"\b(?:kickback|backhander|under the table|for yourself on the side|cash in hand|for the greater good"
        r"|sacrifice)\b"
    ),
)
