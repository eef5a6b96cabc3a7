"""Words by which a seller tells what a customer does: they end it, say yes or no, ask. Over normalised text."""

from __future__ import annotations

import re


def _any(*parts: str) -> re.Pattern[str]:
    return re.compile("|".join(parts), re.IGNORECASE)


SILENT = _any(
    r"(?:沉默|不说话|不出声|没说话|不吭声|没有?(?:反应|回答))了?",
    r"(?:says?|saying) nothing|silen(?:t|ce)|no (?:answer|reply)",
)
END = _any(
    r"再见|拜拜|到此为止|就到这[儿里]|不用再谈|没什么好谈|请回|[你您]走吧|送客|不谈了",
    r"^出去|滚出去|[你您我]出去吧|请[你您]?出去|[我先]挂了|挂电话|^挂了",
    r"^get out\b|[.!] get out\b|\bget out of (?:here|my)\b",
    r"\b(?:good ?bye|bye|we(?:'re| are) (?:done|finished)|that's all for today)\b",
    r"\b(?:end of (?:the )?(?:call|meeting)|(?:hangs?|hanging) up|i(?:'ll| will) stop you there)\b",
    r"\b(?:please (?:go|leave)|see yourself out)\b",
)
# What lacks something is no denial: "没人会修", "不够用" and "no spare van" tell of trouble.
_STOPS = r"(?=\s*(?:$|[,.!;~。，！]))"
_HEM = r"^(?:(?:嗯|呃|那个|也|倒|真|其实)[,，…]*)*"
_FREE = r"(?:problems?|trouble|issues?|need|difficulty|difference|effect|interest|rush|hurry)"
NO = _any(
    rf"{_HEM}(?:不|没|没有|算了|用不着|谈不上|别)[了的啊吧呀呢哦]*{_STOPS}",
    rf"{_HEM}(?:不(?:会|是|行|用|要|需要|想|可以|方便|同意|对|觉得|影响|麻烦|难|算|至于|怎么)|别(?!的|人|家|处))",
    rf"{_HEM}没有?(?:什么|啥|事|多大|影响|问题|觉得|空|时间|兴趣|必要|这回事|那么)",
    r"不(?:行|用|要|需要|想|可以|方便|同意|对|是这样|是这个意思|觉得)[了的吧啊]*[。!！,，]?$",
    r"^当然(?:不|没)|^of course not\b",
    rf"^(?:no|nope|nah|never|nothing|none){_STOPS}|^no (?:thanks|thank you|way|{_FREE}|i|we|it|that|not)\b",
    r"^not (?:really|now|today|at all|yet|quite|that|so|particularly|especially|for)\b",
    r"^nothing (?:is|really|much|special|at all|comes|to)\b|^that's not\b|^that isn't\b",
    r"^i (?:don't|do not|can't|won't|wouldn't) (?:think|see|want|need|agree|believe|like|say|mind|feel)\b",
    r"^we (?:don't|do not|can't|won't) (?:think|see|want|need|feel|notice|mind|do that)\b",
    rf"^(?:there (?:isn't|is no|aren't|are no)|(?:i|we) (?:have no|don't have)) (?:a |any |much )?{_FREE}\b",
    r"^it (?:doesn't|does not|isn't) (?:affect|hurt|cost|matter|bother|really|a problem|hard|that|so|make)\b",
)
# A word that says yes and then stops or goes on about the same; "right now" and "好几个" say nothing of the kind.
_ENDS = r"(?=\s*(?:$|[,.!;~]|(?:then|with|by|enough|please|idea|point|i|you|we|that|it|let's)\b))"
YES = _any(
    r"^(?:(?:嗯|呃|哦)[,，…]*)?(?:对|行|好|成)(?:[的啊吧呀嘞了呢哇]|对|好)*(?=$|[,.!;~。，！\s])",
    r"^(?:(?:嗯|呃|哦)[,，…]*)?(?:是(?:的|啊|这样|这个意思)|可以|没错|没问题|同意|就这么|当然(?!不|没))",
    r"^(?:(?:嗯|呃|哦)[,，…]*)?(?:说吧|[你您](?:说|讲|问)(?:吧|$|[,.!])|问吧|想要|我要(?:这个|的就是)|请(?:说|讲|问|坐|进))",
    r"^(?:嗯[,，]?)?(?:不错|挺好|有道理|听着(?:行|不错|可以)|说得通|对得上)",
    rf"^(?:well, )?(?:yes|yeah|yep|sure|ok|okay|right|fine|all right|alright|agreed|exactly|correct|good|done){_ENDS}",
    r"^(?:go on|go ahead|of course(?! not)|that's (?:it|right)|please do|by all means|you may|ask away)\b",
    r"^(?:(?:that )?sounds (?:good|fine|right|great)|makes sense|fair enough|i like (?:that|it))\b",
    r"^that (?:fits|works|helps)\b",
    r"^(?:it's a )?deal\b|^i(?:'d| would) (?:want|like|love) (?:that|it)\b",
)
# By which a customer has the seller come or call; "who came to repair it on Friday" asks nobody.
_STARTS = (
    r"(?:^|[,.!;]\s*)(?:(?:well|fine|all right|alright|ok|okay|yes|then|so|and|just|please|you can|you may|do)\s+)*"
)
_SOON = r"(?:(?:on|this|next|by)\s+)*(?:\w+day|tomorrow|week)?\s*(?:morning|afternoon|evening)?\s*"
COME = _any(
    r"[你您]们?[^,.!;，。！；过了得的]{0,6}(?:来|给我(?:来个?|打个?)电话|打(?:个电话)?给我|来找我)"
    rf"(?:一趟|一次|谈谈?|聊聊?|吧|好了|啊|嘛)*{_STOPS}",
    rf"(?:再|当面)(?:见|碰|聊|谈)(?:一?次|个?面|吧|了)*{_STOPS}",
    rf"{_STARTS}{_SOON}(?:come (?:by|in|over|round|along|back|again|and see)|drop (?:by|in|round))\b",
    rf"{_STARTS}{_SOON}(?:call|ring|phone|see) me\b",
    rf"{_STARTS}(?:i'll see you|see you|let's (?:meet|talk|speak|make it|say))\b",
)
BUT = _any(r"但|可是|不过|只是", r"\b(?:but|though|however|except)\b")
DONT_KNOW = _any(
    r"^我?也?(?:不(?:太)?(?:知道|清楚|了解|晓得)|说不(?:好|准|上来))",
    r"\b(?:(?:i )?(?:don't|do not|wouldn't) know|no idea|not sure|couldn't say)\b",
)
QUESTION = _any(r"[?？]\s*$", r"(?:吗|呢|么)[。.!！\s]*$")
MEANING = _any(
    r"什么意思|怎么(?:讲|说)|为什么(?:问|要问)|问这个|所以呢|然后呢|关你什么事|有什么关系",
    r"\b(?:what do you mean|meaning what|so what|how so|why (?:do|are|would) you ask|what's it to you|why that)\b",
    r"^(?:so|and)\?",
)
PRICE = _any(
    r"多少钱|什么价|价格|报价|价钱|怎么卖|怎么收费|费用|折扣|打折|便宜|降价|让点",
    r"\b(?:price|cost|quote|how much|discount|fees?|charge|cheaper)\b",
)
PROOF = _any(
    r"谁在用|哪家|哪些|客户|案例|效果|凭什么|证明|数据|依据|用过",
    r"\b(?:who (?:else )?(?:uses|has)|which (?:firms?|customers?|compan\w+)|any(?:one|body) else)\b",
    r"\b(?:examples?|cases?|proof|evidence|prove|results?|references?)\b",
)
WHO = _any(
    r"你是谁|你们?是(?:干什么|做什么|哪)|哪位|什么事|来干(?:什么|嘛)|卖什么|做什么的",
    r"\b(?:who are you|who's (?:this|that|calling)|what do you (?:want|sell|do)|what is it|what's this about)\b",
    r"\b(?:what brings you|what are you selling)\b",
)
