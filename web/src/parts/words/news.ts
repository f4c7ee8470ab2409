/** What is said in the corner when something happened elsewhere. */
export const news = {
  next: 'Somebody cannot help. {{name}} could instead.',
  owner: 'A ticket is yours now',
  answered: 'A ticket of yours was answered',
  handoverYes: 'Your ticket was taken over',
  handoverNo: 'The ticket that you offered stays yours',
  offerYes: 'Your help is welcome: you are in',
  offerNo: 'Your offer to help was not needed',
  credited: 'Your help counted',
  contestUpheld: 'You were right: what you contested counts no more',
  contestDismissed: 'What you contested counts again',
  toProfile: 'Go to your profile',
  escalated: 'A ticket of yours went on to {{tier}}',
  vendorDue: 'Time to ask a vendor how it stands',
  wordDue: 'A requester waits for a word from you',
  toTicket: 'Go to ticket {{number}}',
  toRoom: 'Go to the room',
}
