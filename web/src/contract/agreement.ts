import type { Line, Lines } from './activity.ts'
import type {
  Administration,
  AliasList,
  AliasRow,
  MapVersions,
  TargetCard,
  TeamCard,
  TeamList,
  TierMap,
} from './administration.ts'
import type { ArticleList, ArticlePage, ArticleRow } from './article.ts'
import type { ArticleHit, PastFix, Similar } from './knowledge.ts'
import type { Absence, Me, PersonPage, PersonRef, PersonRow, SignIn, Token } from './person.ts'
import type {
  PolicyPage,
  ProcessPage,
  QueueCard,
  QueueList,
  QueuePage,
  QueueRow,
} from './process.ts'
import type {
  Contest,
  ContestList,
  ContributionCard,
  Evidence,
  Interest,
  Objection,
  ProfilePage,
  SkillStanding,
} from './profile.ts'
import type { Comparison, Curve, Effort, Figure, Overview, Side } from './report.ts'
import type { components } from './schema.d.ts'
import type {
  GraphEdge,
  GraphNode,
  Knower,
  PathStep,
  SkillGraph,
  SkillList,
  SkillPage,
  SkillPath,
  SkillRef,
  SkillRow,
} from './skill.ts'
import type {
  Closure,
  Credit,
  DeclineCard,
  Invitation,
  InvitationCard,
  Member,
  Need,
  Offer,
  OfferCard,
  Reason,
  Suggestion,
  Suggestions,
  SwarmPage,
  SwarmRow,
  TicketCard,
} from './swarm.ts'
import type {
  Attachment,
  Handover,
  Inbox,
  InboxSection,
  Outcome,
  OwnerSpell,
  Relation,
  Replies,
  Reply,
  SavedView,
  TicketClock,
  TicketFields,
  TicketPage,
  TicketRow,
} from './ticket.ts'

/**
 * The shapes in this folder say what the screens read; schema.d.ts says what the server answers.
 * The compiler refuses this file as soon as an answer no longer holds what is read from it.
 */
type Server = components['schemas']

/** A shape in which every fixed word may be any text, as the server's document often says. */
type Loosely<Shape> = Shape extends string
  ? string
  : Shape extends readonly (infer Item)[]
    ? Loosely<Item>[]
    : Shape extends object
      ? string extends keyof Shape
        ? { [key: string]: unknown }
        : { [Key in keyof Shape]: Loosely<Shape[Key]> }
      : Shape

type Fits<Answer extends Loosely<Read>, Read> = [Answer, Read]

export type Agreement = [
  Fits<Server['PolicyPage'], PolicyPage>,
  Fits<Server['ProcessPage'], ProcessPage>,
  Fits<Server['QueueCard'], QueueCard>,
  Fits<Server['QueueList'], QueueList>,
  Fits<Server['QueueRow'], QueueRow>,
  Fits<Server['QueuePage'], QueuePage>,
  Fits<Server['Line'], Line>,
  Fits<Server['Lines'], Lines>,
  Fits<Server['Administration'], Administration>,
  Fits<Server['TeamCard'], TeamCard>,
  Fits<Server['TeamList'], TeamList>,
  Fits<Server['TargetCard'], TargetCard>,
  Fits<Server['AliasRow'], AliasRow>,
  Fits<Server['AliasList'], AliasList>,
  Fits<Server['TierMapPage'], TierMap>,
  Fits<Server['VersionList'], MapVersions>,
  Fits<Server['ArticleRow'], ArticleRow>,
  Fits<Server['ArticleList'], ArticleList>,
  Fits<Server['ArticlePage'], ArticlePage>,
  Fits<Server['PastFix'], PastFix>,
  Fits<Server['ArticleHit'], ArticleHit>,
  Fits<Server['Similar'], Similar>,
  Fits<Server['PersonRef'], PersonRef>,
  Fits<Server['Me'], Me>,
  Fits<Server['PersonRow'], PersonRow>,
  Fits<Server['AbsenceCard'], Absence>,
  Fits<Server['PersonPage'], PersonPage>,
  Fits<Server['TokenCard'], Token>,
  Fits<Server['SignInCard'], SignIn>,
  Fits<Server['EvidenceCard'], Evidence>,
  Fits<Server['ObjectionCard'], Objection>,
  Fits<Server['ContestCard'], Contest>,
  Fits<Server['ContestList'], ContestList>,
  Fits<Server['SkillStanding'], SkillStanding>,
  Fits<Server['InterestCard'], Interest>,
  Fits<Server['ContributionCard'], ContributionCard>,
  Fits<Server['ProfilePage'], ProfilePage>,
  Fits<Server['Figure'], Figure>,
  Fits<Server['Curve'], Curve>,
  Fits<Server['Effort'], Effort>,
  Fits<Server['Overview'], Overview>,
  Fits<Server['Side'], Side>,
  Fits<Server['Comparison'], Comparison>,
  Fits<Server['SkillRef'], SkillRef>,
  Fits<Server['SkillRow'], SkillRow>,
  Fits<Server['SkillList'], SkillList>,
  Fits<Server['Knower'], Knower>,
  Fits<Server['SkillPage'], SkillPage>,
  Fits<Server['GraphNode'], GraphNode>,
  Fits<Server['GraphEdge'], GraphEdge>,
  Fits<Server['SkillGraph'], SkillGraph>,
  Fits<Server['PathStep'], PathStep>,
  Fits<Server['SkillPath'], SkillPath>,
  Fits<Server['ReasonText'], Reason>,
  Fits<Server['Suggestion'], Suggestion>,
  Fits<Server['NeedCard'], Need>,
  Fits<Server['Suggestions'], Suggestions>,
  Fits<Server['DeclineCard'], DeclineCard>,
  Fits<Server['MemberCard'], Member>,
  Fits<Server['TicketCard'], TicketCard>,
  Fits<Server['InvitationCard'], Invitation>,
  Fits<Server['OfferCard'], Offer>,
  Fits<Server['CreditCard'], Credit>,
  Fits<Server['ClosureCard'], Closure>,
  Fits<Server['SwarmPage'], SwarmPage>,
  Fits<Server['SwarmRow'], SwarmRow>,
  Fits<Server['InvitationCard'], InvitationCard>,
  Fits<Server['OfferCard'], OfferCard>,
  Fits<Server['TicketRow'], TicketRow>,
  Fits<Server['InboxSection'], InboxSection>,
  Fits<Server['Inbox'], Inbox>,
  Fits<Server['ReplyCard'], Reply>,
  Fits<Server['Replies'], Replies>,
  Fits<Server['AttachmentCard'], Attachment>,
  Fits<Server['RelationCard'], Relation>,
  Fits<Server['HandoverCard'], Handover>,
  Fits<Server['OutcomeCard'], Outcome>,
  Fits<Server['Clock'], TicketClock>,
  Fits<Server['OwnershipCard'], OwnerSpell>,
  Fits<Server['TicketPage'], TicketPage>,
  // `steps` is a map by status, which the document cannot say.
  Fits<Omit<Server['Fields'], 'steps'>, Omit<TicketFields, 'steps'>>,
  Fits<Server['ViewCard'], SavedView>,
]
