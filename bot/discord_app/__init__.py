"""What Discord sees: the client, its commands, the rendering of answers, and the one error funnel."""
