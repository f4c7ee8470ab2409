import { account } from './account.ts'
import { errors, frame, keys, shared } from './frame.ts'
import { notices } from './notices.ts'
import { signIn } from './sign_in.ts'
import { tickets } from './tickets.ts'

/** Everything that the client says, in English: a new language is a second file like this. */
export const english = { account, frame, shared, errors, keys, notices, signIn, tickets }
