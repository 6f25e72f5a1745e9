"""What the platform forbids and the law demands, watched on both sides of a chat.

`built_in` are the rules that come with the product, `rules` those of an agency; `looking` finds them in a text without
asking the database; `flagging` keeps what was seen and flags the chat; `reading` looks at what came from elsewhere.
"""
