/** The words of invitations and of what waits for me. */
export const notices = {
  title: 'You are asked to help',
  region: 'Invitations',
  asksYou: 'asks you to help',
  whyYou: 'Why you:',
  join: 'Yes, join',
  cannot: 'No',
  look: 'Look first',
  later: 'Later: it waits behind the bell',
  whyNot: 'Why not',
  sayNo: 'Say no',
  no: {
    busy: 'No time now',
    notMine: 'Not my subject',
    away: 'I am about to leave',
    other: 'Another reason',
  },
  handover: '{{name}} offers you the ownership',
  offer: '{{name}} offers to help',
  takeOffer: 'Let them in',
  noThanks: 'No, thank you',
  mention: '{{name}} named you',
  overdue: {
    next_word: 'The requester waits for a word',
    response: 'The first response is late',
    resolution: 'The solution is late',
  },
}
