/** The words of the pages behind a mail's links. */
export const reaching = {
  call: 'You are asked to help',
  callTitle: '{{name}} asks for your help',
  callFor: 'You answer as {{name}}. The call stands until {{until}}.',
  callVoid: 'This link opens nothing any more. Sign in: what waits for you stands behind the bell.',
  yes: 'Yes, I will help',
  no: 'No, I cannot',
  toRoom: 'Sign in and open the room',
  answer: {
    accepted: 'You said yes: you are in.',
    declined: 'You said no. Somebody else is asked.',
    answered: 'You answered in one message.',
    expired: 'The call has ended: nobody waits for your answer.',
    withdrawn: 'The call was taken back: your help is not needed any more.',
  },
  stop: 'No more of these mails',
  stopOf: 'Mails to {{name}} about: {{kind}}.',
  stopGo: 'Send no more of them',
  stopped: 'No more of these mails are sent. What they told of still waits behind the bell.',
  stopVoid: 'This link opens nothing any more. Sign in and choose under your account.',
  toAccount: 'Sign in and choose how you are reached',
}
