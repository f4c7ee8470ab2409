import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import '@mantine/spotlight/styles.css'
import '@mantine/dates/styles.css'
import './parts/look/base.css'
import './parts/look/prose.css'
import './parts/look/print.css'
import './parts/words/words.ts'
import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { type ComponentType, lazy, StrictMode, Suspense, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { useTranslation } from 'react-i18next'
import { Redirect, Route, Switch, useRoute } from 'wouter'
import type { Me } from './contract/person.ts'
import { ErrorNote } from './parts/feedback/ErrorNote.tsx'
import { NotThere } from './parts/feedback/NotThere.tsx'
import { PageHead } from './parts/feedback/PageHead.tsx'
import { ScreenGuard } from './parts/feedback/ScreenGuard.tsx'
import { WaitingRows } from './parts/feedback/Waiting.tsx'
import { Frame } from './parts/frame/Frame.tsx'
import { GuestFrame } from './parts/frame/GuestFrame.tsx'
import {
  administers,
  managesTeams,
  seesArticles,
  seesDesk,
  seesReports,
  seesRooms,
  seesTickets,
} from './parts/frame/Nav.tsx'
import { theme, variables } from './parts/look/theme.ts'
import { GuestDoor } from './screens/sign_in/GuestDoor.tsx'
import { SignIn } from './screens/sign_in/SignIn.tsx'
import { SignInByLink } from './screens/sign_in/SignInByLink.tsx'
import { forgetMe, MeContext, useMeQuery } from './state/me.ts'
import { queries } from './state/queries.ts'
import { whenSignedOut } from './wire/http.ts'
import { STYLE_NONCE } from './wire/nonce.ts'

/** A screen that is loaded when somebody goes there: `screen(() => import(…), 'Inbox')`. */
function screen<K extends string>(load: () => Promise<Record<K, ComponentType>>, name: K) {
  return lazy(() => load().then((module) => ({ default: module[name] })))
}

const CallDoor = screen(() => import('./screens/sign_in/CallDoor.tsx'), 'CallDoor')
const StopDoor = screen(() => import('./screens/sign_in/StopDoor.tsx'), 'StopDoor')
const GuestRoom = screen(() => import('./screens/room/Room.tsx'), 'Room')
const everybody = () => true

/**
 * Where each screen is found, and who finds it: for others it is not there. One line a screen;
 * the first that fits is shown.
 */
const SCREENS: [path: string, screen: ComponentType, who: (me: Me) => boolean][] = [
  ['/', screen(() => import('./screens/inbox/Inbox.tsx'), 'Inbox'), seesDesk],
  ['/tickets', screen(() => import('./screens/tickets/TicketList.tsx'), 'TicketList'), seesTickets],
  [
    '/tickets/new',
    screen(() => import('./screens/tickets/NewTicket.tsx'), 'NewTicket'),
    seesTickets,
  ],
  ['/tickets/:number', screen(() => import('./screens/ticket/Ticket.tsx'), 'Ticket'), seesTickets],
  ['/queues', screen(() => import('./screens/queues/Queues.tsx'), 'Queues'), seesDesk],
  ['/swarms', screen(() => import('./screens/rooms/Rooms.tsx'), 'Rooms'), seesRooms],
  ['/swarms/:id', screen(() => import('./screens/room/Room.tsx'), 'Room'), seesRooms],
  [
    '/exceptions',
    screen(() => import('./screens/exceptions/Exceptions.tsx'), 'Exceptions'),
    seesDesk,
  ],
  [
    '/articles',
    screen(() => import('./screens/articles/ArticleList.tsx'), 'ArticleList'),
    seesArticles,
  ],
  [
    '/articles/new',
    screen(() => import('./screens/articles/WriteArticle.tsx'), 'NewArticle'),
    seesDesk,
  ],
  [
    '/articles/:id',
    screen(() => import('./screens/articles/Article.tsx'), 'Article'),
    seesArticles,
  ],
  [
    '/articles/:id/edit',
    screen(() => import('./screens/articles/WriteArticle.tsx'), 'EditArticle'),
    seesDesk,
  ],
  ['/teams/:id', screen(() => import('./screens/teams/TeamPage.tsx'), 'TeamPage'), seesDesk],
  ['/people', screen(() => import('./screens/people/Directory.tsx'), 'Directory'), seesDesk],
  ['/people/:id', screen(() => import('./screens/people/Profile.tsx'), 'Profile'), seesDesk],
  ['/skills', screen(() => import('./screens/skills/SkillList.tsx'), 'SkillList'), seesDesk],
  ['/skills/graph', screen(() => import('./screens/skills/Graph.tsx'), 'Graph'), seesDesk],
  [
    '/skills/learners',
    screen(() => import('./screens/skills/WhoCouldLearn.tsx'), 'WhoCouldLearn'),
    seesDesk,
  ],
  ['/skills/risks', screen(() => import('./screens/skills/Risks.tsx'), 'Risks'), seesDesk],
  ['/skills/gaps', screen(() => import('./screens/skills/Gaps.tsx'), 'Gaps'), seesDesk],
  [
    '/skills/contests',
    screen(() => import('./screens/skills/Contests.tsx'), 'Contests'),
    seesReports,
  ],
  [
    '/skills/taxonomy',
    screen(() => import('./screens/skills/Taxonomy.tsx'), 'Taxonomy'),
    administers,
  ],
  [
    '/skills/report-card',
    screen(() => import('./screens/report_card/ReportCard.tsx'), 'ReportCard'),
    seesReports,
  ],
  ['/skills/:id', screen(() => import('./screens/skills/Skill.tsx'), 'Skill'), seesDesk],
  ['/reports', screen(() => import('./screens/reports/Overview.tsx'), 'Overview'), seesReports],
  [
    '/reports/comparison',
    screen(() => import('./screens/reports/Comparison.tsx'), 'Comparison'),
    seesReports,
  ],
  ['/reports/flow', screen(() => import('./screens/reports/Flow.tsx'), 'Flow'), seesReports],
  ['/reports/ledger', screen(() => import('./screens/reports/Ledger.tsx'), 'Ledger'), seesReports],
  [
    '/reports/experiment',
    screen(() => import('./screens/reports/managing/Experiment.tsx'), 'Experiment'),
    seesReports,
  ],
  ['/reports/fit', screen(() => import('./screens/reports/managing/Fit.tsx'), 'Fit'), seesReports],
  [
    '/reports/load',
    screen(() => import('./screens/reports/managing/Load.tsx'), 'Load'),
    seesReports,
  ],
  ['/reports/tickets', screen(() => import('./screens/reports/Behind.tsx'), 'Behind'), seesReports],
  [
    '/administration',
    screen(() => import('./screens/administration/DeskState.tsx'), 'DeskState'),
    administers,
  ],
  [
    '/administration/people',
    screen(() => import('./screens/administration/People.tsx'), 'People'),
    administers,
  ],
  [
    '/administration/teams',
    screen(() => import('./screens/administration/Teams.tsx'), 'Teams'),
    managesTeams,
  ],
  [
    '/administration/targets',
    screen(() => import('./screens/administration/Targets.tsx'), 'Targets'),
    administers,
  ],
  [
    '/administration/severity',
    screen(() => import('./screens/administration/Severity.tsx'), 'Severity'),
    managesTeams,
  ],
  [
    '/administration/tiers',
    screen(() => import('./screens/administration/Tiers.tsx'), 'Tiers'),
    administers,
  ],
  [
    '/administration/process',
    screen(() => import('./screens/administration/Policy.tsx'), 'Policy'),
    administers,
  ],
  [
    '/administration/names',
    screen(() => import('./screens/administration/OldNames.tsx'), 'OldNames'),
    administers,
  ],
  [
    '/administration/outgoing',
    screen(() => import('./screens/administration/Outgoing.tsx'), 'Outgoing'),
    administers,
  ],
  ['/me', screen(() => import('./screens/me/Account.tsx'), 'Account'), everybody],
]

/** A guest who came by a link: there is their room and nothing else. */
function Guest({ me }: { me: Me }) {
  return (
    <MeContext value={me}>
      <GuestFrame>
        <ScreenGuard>
          <Suspense fallback={<WaitingRows count={10} />}>
            <Switch>
              <Route path="/swarms/:id" component={GuestRoom} />
              <Route path="/">
                <Redirect to={`/swarms/${me.room}`} replace />
              </Route>
              <Route component={NotThere} />
            </Switch>
          </Suspense>
        </ScreenGuard>
      </GuestFrame>
    </MeContext>
  )
}

/** Until a screen's code is there; reports have their heading at once, which names them all. */
function OnItsWay() {
  const { t } = useTranslation()
  const [reports] = useRoute('/reports/*?')
  return (
    <>
      {reports && <PageHead title={t('reports.title')} hint={t('reports.filterHint')} />}
      <WaitingRows count={10} />
    </>
  )
}

function SignedIn({ me }: { me: Me }) {
  if (me.room !== null) return <Guest me={me} />
  return (
    <MeContext value={me}>
      <Frame>
        <ScreenGuard>
          <Suspense fallback={<OnItsWay />}>
            <Switch>
              {!seesDesk(me) && (
                <Route path="/">
                  <Redirect to={me.role === 'guest' ? '/swarms' : '/tickets'} replace />
                </Route>
              )}
              {SCREENS.filter(([, , who]) => who(me)).map(([path, Screen]) => (
                <Route key={path} path={path} component={Screen} />
              ))}
              <Route path="/sign-in">
                <Redirect to="/" replace />
              </Route>
              <Route component={NotThere} />
            </Switch>
          </Suspense>
        </ScreenGuard>
      </Frame>
    </MeContext>
  )
}

function Door() {
  const me = useMeQuery()
  const [wasIn, setWasIn] = useState(false)
  if (me.data && !wasIn) setWasIn(true)
  if (me.data) return <SignedIn me={me.data} />
  if (me.data === null) return <SignIn ended={wasIn} />
  if (me.error) return <ErrorNote error={me.error} onRetry={() => void me.refetch()} />
  return null
}

function Client() {
  return (
    <Suspense fallback={null}>
      <Switch>
        <Route path="/link/:secret" component={SignInByLink} />
        <Route path="/guest/:secret" component={GuestDoor} />
        <Route path="/call/:seal" component={CallDoor} />
        <Route path="/stop/:seal" component={StopDoor} />
        <Route component={Door} />
      </Switch>
    </Suspense>
  )
}

whenSignedOut(() => forgetMe(queries))

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <MantineProvider
          theme={theme}
          cssVariablesResolver={variables}
          defaultColorScheme="auto"
          getStyleNonce={() => STYLE_NONCE}
        >
          <Notifications position="bottom-left" />
          <Client />
        </MantineProvider>
      </QueryClientProvider>
    </StrictMode>,
  )
}
