import { account } from './account.ts'
import { administration } from './administration.ts'
import { articles } from './articles.ts'
import { board } from './board.ts'
import { exceptions } from './exceptions.ts'
import { flow } from './flow.ts'
import { errors, frame, keys, shared } from './frame.ts'
import { guests } from './guests.ts'
import { managing } from './managing.ts'
import { news } from './news.ts'
import { notices } from './notices.ts'
import { people } from './people.ts'
import { picking } from './picking.ts'
import { process } from './process.ts'
import { reaching } from './reaching.ts'
import { reportCard } from './report_card.ts'
import { reports } from './reports.ts'
import { restricted } from './restricted.ts'
import { room } from './room.ts'
import { severity } from './severity.ts'
import { signIn } from './sign_in.ts'
import { skills } from './skills.ts'
import { talk } from './talk.ts'
import { team } from './team.ts'
import { history, ticket } from './ticket.ts'
import { inbox, tickets } from './tickets.ts'

/** Everything that the client says, in English: a new language is a second file like this. */
export const english = {
  account,
  administration,
  articles,
  board,
  errors,
  exceptions,
  flow,
  frame,
  guests,
  history,
  inbox,
  keys,
  managing,
  news,
  notices,
  people,
  picking,
  process,
  reaching,
  reportCard,
  reports,
  restricted,
  room,
  severity,
  shared,
  signIn,
  skills,
  talk,
  team,
  ticket,
  tickets,
}
