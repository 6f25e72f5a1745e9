"""Who may do what: the one table. Seeing is decided elsewhere (`visible_to`).

Letters: v view, a add, c change, d delete, - nothing. Rules about single rows ("an admin does not
touch an owner's membership") are `may_be_managed_by` on the model.
"""

from __future__ import annotations

ACTIONS = {"view": "v", "add": "a", "change": "c", "delete": "d"}
ROLES = ("operator", "owner", "admin", "chatter")

#                                     operator  owner   admin   chatter
TABLE: dict[str, tuple[str, str, str, str]] = {
    "agencies.agency":               ("vacd",  "vc",   "v",    "v"),
    "agencies.user":                 ("vacd",  "-",    "-",    "-"),
    "agencies.membership":           ("vacd",  "vacd", "vacd", "v"),
    "agencies.invitation":           ("vacd",  "vacd", "vacd", "-"),
    "agencies.creator":              ("vacd",  "vacd", "vacd", "v"),
    "agencies.creatorassignment":    ("vacd",  "vacd", "vacd", "v"),
    "agencies.apikey":               ("vacd",  "vacd", "vacd", "-"),
    "agencies.apikeycreator":        ("vacd",  "vacd", "vacd", "-"),
    "agencies.idempotentrequest":   ("-",     "-",    "-",    "-"),
    "agencies.requestrate":          ("-",     "-",    "-",    "-"),
    "agencies.change":              ("v",     "v",    "v",    "v"),
    "agencies.shift":                ("v",     "vcd",  "vc",   "va"),
    "agencies.auditevent":           ("v",     "v",    "v",    "-"),
    "chats.chat":                    ("vacd",  "vacd", "vacd", "vc"),
    "chats.message":                 ("vacd",  "vacd", "vacd", "va"),
    "chats.mediaattachment":         ("vacd",  "vacd", "vacd", "v"),
    "chats.chatnote":                ("vacd",  "vacd", "vacd", "vacd"),
    "chats.script":                  ("vacd",  "vacd", "vacd", "v"),
    "chats.inboxsettings":          ("vac",   "vac",  "vac",  "v"),
    "chats.wordrule":               ("vacd",  "vacd", "vacd", "v"),
    "chats.draft":                  ("vacd",  "vacd", "vacd", "vacd"),
    "chats.scheduledmessage":       ("vacd",  "vacd", "vacd", "vacd"),
    "chats.massmessage":             ("vac",   "vac",  "vac", "vac"),
    "chats.massrecipient":           ("v",     "v",    "v",    "v"),
    "chats.creatormedia":           ("v",     "v",    "v",    "v"),
    "chats.sentmedia":              ("v",     "v",    "v",    "v"),
    "chats.chatclaim":              ("v",     "vacd", "vacd", "vacd"),
    "chats.chatpresence":           ("v",     "vacd", "vacd", "vacd"),
    "chats.chatevent":              ("v",     "v",    "v",    "v"),
    "chats.messagesearch":          ("v",    "v",    "v",    "v"),
    "chats.fansearch":              ("v",    "v",    "v",    "v"),
    "chats.searchbacklog":          ("-",    "-",    "-",    "-"),
    "chats.airesponse":              ("vacd",  "vacd", "vacd", "vac"),
    "chats.aisettings":             ("vac",   "vac",  "vac",  "v"),
    "chats.aiprovider":             ("vacd",  "vacd", "vacd", "-"),
    "chats.modelprice":             ("vacd",  "vacd", "vacd", "-"),
    "chats.promptversion":          ("vac",   "vac",  "vac",  "-"),
    "chats.aiexperiment":           ("vacd",  "vacd", "vacd", "-"),
    "chats.draftrequest":           ("va",    "va",   "va",   "va"),
    "chats.aicall":                 ("v",     "v",    "v",    "-"),
    "chats.guardrule":              ("vacd",  "vacd", "vacd", "-"),
    "chats.guardevent":             ("vc",    "vc",   "vc",   "v"),
    "chats.fansummary":             ("vc",    "vc",   "vc",   "vc"),
    "chats.translation":            ("va",    "va",   "va",   "va"),
    "analytics.transaction":         ("vacd",  "vacd", "vac",  "-"),
    "analytics.subscription":        ("vacd",  "vacd", "vac",  "v"),
    "analytics.fanstats":            ("v",     "v",    "v",    "v"),
    "analytics.chatday":             ("-",     "-",    "-",    "-"),
    "analytics.creatorday":          ("v",     "v",    "v",    "-"),
    "analytics.memberday":           ("v",     "v",    "v",    "v"),
    "analytics.offerday":            ("v",     "v",    "v",    "-"),
    "analytics.salesrules":          ("vac",   "vac",  "vac",  "-"),
    "analytics.alertrule":          ("vacd",  "vacd", "vacd", "-"),
    "analytics.alert":              ("vc",    "vc",   "vc",   "-"),
    "analytics.commissionplan":      ("vacd",  "vacd", "vacd", "-"),
    "analytics.plantier":            ("vacd",  "vacd", "vacd", "-"),
    "analytics.planassignment":      ("vacd",  "vacd", "vacd", "-"),
    "analytics.statement":           ("vac",   "vac",  "vac",  "v"),
    "analytics.statementline":       ("vacd",  "vacd", "vacd", "v"),
    "analytics.statsprogress":       ("-",     "-",    "-",    "-"),
    "analytics.messagereview":       ("vacd",  "vacd", "vacd", "v"),
    "integrations.importrun":        ("vad",   "vad",  "vad",  "-"),
    "integrations.connection":       ("vacd",  "vacd", "vacd", "-"),
    "integrations.syncrun":          ("vc",    "vc",   "vc",   "-"),
    "integrations.syncedchat":       ("-",     "-",    "-",    "-"),
    "integrations.inboundevent":     ("vc",    "vc",   "vc",   "-"),
    "integrations.messagedelivery":  ("v",     "v",    "v",    "-"),
    "integrations.webhookendpoint":  ("vacd",  "vacd", "vacd", "-"),
    "integrations.webhookdelivery":  ("vc",    "vc",   "vc",   "-"),
}  # fmt: skip


def allowed(role: str, model_label: str, action: str) -> bool:
    """Whether `role` may `action` rows of `model_label` ("chats.chat"). Unknown names raise KeyError."""
    return ACTIONS.get(action, "!") in TABLE[model_label][ROLES.index(role)]
