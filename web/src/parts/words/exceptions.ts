/** The words of what goes wrong. */
export const exceptions = {
  title: 'Exceptions',
  hint: 'What goes wrong on the desk right now. Each line leads to where it can be mended.',
  hintMine: 'What goes wrong in your tickets right now. Each line leads to where it can be mended.',
  none: 'Nothing goes wrong',
  noneHint:
    'Asks without an answer, silent swarms, and tickets that nobody holds or that go from hand to hand appear here.',
  kind: {
    uncalled_one: '{{count}} severe ticket that nobody was called for',
    uncalled_other: '{{count}} severe tickets that nobody was called for',
    word_due_one: '{{count}} update is overdue',
    word_due_other: '{{count}} updates are overdue',
    unanswered_one: '{{count}} ask without an answer',
    unanswered_other: '{{count}} asks without an answer',
    stalled_one: '{{count}} stalled swarm',
    stalled_other: '{{count}} stalled swarms',
    unowned_one: '{{count}} ticket without an owner',
    unowned_other: '{{count}} tickets without an owner',
    bouncing_one: '{{count}} ticket from hand to hand',
    bouncing_other: '{{count}} tickets from hand to hand',
    owner_gone_one: '{{count}} owner is gone',
    owner_gone_other: '{{count}} owners are gone',
  },
  rule: {
    uncalled:
      'Severe by the rule, without an owner, and nobody is on call. Take it, or plan the team’s turns.',
    word_due: 'A severity swarm whose requester and stakeholders should have heard by now.',
    unanswered: 'Open for half an hour or longer, nobody came, and nobody asked to be asked later.',
    stalled: 'Others are in, and nobody has said anything for four hours.',
    unowned: 'Not solved, and without an owner for an hour or longer.',
    bouncing: 'Not solved, and three owners or more within the last seven days.',
    owner_gone: 'Not solved, and the owner has left the desk or is away now.',
  },
  owners_one: '{{count}} owner',
  owners_other: '{{count}} owners',
  nobody: 'no owner',
  since: 'since',
}
