/** The words at the door. */
export const signIn = {
  title: 'Sign in',
  hint: 'Welcome back to the desk.',
  ended: 'You were signed out: this sign-in was ended or ran out. Sign in to go on here.',
  email: 'Email',
  password: 'Password',
  show: 'Show or hide the password',
  go: 'Sign in',
  forgotten: 'No password, or forgotten it? Ask an administrator for a sign-in link.',
  linkHint: 'This link signs you in once. Set a password afterwards to come back without it.',
  byPassword: 'Sign in with a password instead',
}
