import { ActionIcon, Button, Group, Menu, Text } from '@mantine/core'
import { IconCircleCheck, IconCircleDashed, IconCircleX, IconDots } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Hypothesis, HypothesisState } from '../../../contract/board.ts'
import { sayError } from '../../../parts/feedback/say.ts'
import { QUIET } from '../../../parts/look/quiet.ts'
import { eraseHypothesis, judge, useBoardVerb } from '../../../state/board.ts'
import { useMe } from '../../../state/me.ts'
import { usePlace } from '../message/place.ts'
import classes from './board.module.css'
import { ShortForm } from './ShortForm.tsx'
import { Speaks } from './Speaks.tsx'

const ICONS = { open: IconCircleDashed, ruled_out: IconCircleX, confirmed: IconCircleCheck }
const SAID = {
  open: 'board.reopenedBy',
  ruled_out: 'board.ruledOutBy',
  confirmed: 'board.confirmedBy',
} as const
const GO = {
  open: 'board.reopen',
  ruled_out: 'board.ruleOut',
  confirmed: 'board.confirm',
} as const
const WHY = {
  open: 'board.whyOpen',
  ruled_out: 'board.whyRuledOut',
  confirmed: 'board.whyConfirmed',
} as const

/** What might be behind it, how it stands and why, and what speaks for it. */
export function HypothesisCard({ hypothesis }: { hypothesis: Hypothesis }) {
  const { t } = useTranslation()
  const { page } = usePlace()
  const [asked, setAsked] = useState<HypothesisState | null>(null)
  const { state, text } = hypothesis
  const Icon = ICONS[state]
  const last = hypothesis.verdicts.at(-1)
  const writes = page.can.write_board === true
  return (
    <article className={classes.card} data-state={state} aria-label={text}>
      <div className={classes.cardHead}>
        <Icon size={18} className={classes.icon} aria-hidden="true" />
        <span className={classes.text}>{text}</span>
        {writes && <More hypothesis={hypothesis} onReopen={() => setAsked('open')} />}
      </div>
      {last && (
        <Text size="sm" className={classes.verdict}>
          {t(SAID[last.state], { name: last.by.name })}
          {last.reason && `: ${last.reason}`}
        </Text>
      )}
      <Speaks hypothesis={hypothesis} />
      {writes && state === 'open' && asked === null && (
        <Group gap={6} mt={2}>
          {(['ruled_out', 'confirmed'] as const).map((to) => (
            <Button
              key={to}
              size="compact-xs"
              variant="default"
              aria-label={t('board.about', { verb: t(GO[to]), text })}
              onClick={() => setAsked(to)}
            >
              {t(GO[to])}
            </Button>
          ))}
        </Group>
      )}
      {asked && asked !== state && (
        <ShortForm
          label={t(WHY[asked])}
          go={t(GO[asked])}
          optional={asked !== 'open'}
          most={1000}
          save={(reason) => judge(page.id, hypothesis.id, asked, reason)}
          onClose={() => setAsked(null)}
        />
      )}
    </article>
  )
}

interface MoreProps {
  hypothesis: Hypothesis
  onReopen: () => void
}

/** What was judged is opened again by anybody; its author and the owner take it off. */
function More({ hypothesis, onReopen }: MoreProps) {
  const { t } = useTranslation()
  const me = useMe()
  const { page } = usePlace()
  const verb = useBoardVerb()
  const judged = hypothesis.state !== 'open'
  const mayErase = hypothesis.author.id === me.id || page.can.close === true
  if (!judged && !mayErase) return null
  return (
    <Menu shadow="md" position="bottom-end">
      <Menu.Target>
        <ActionIcon {...QUIET} size="sm" aria-label={t('board.more', { text: hypothesis.text })}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {judged && <Menu.Item onClick={onReopen}>{t('board.reopen')}</Menu.Item>}
        {mayErase && (
          <Menu.Item
            color="red"
            onClick={() =>
              verb.mutate(() => eraseHypothesis(page.id, hypothesis.id), { onError: sayError })
            }
          >
            {t('board.erase')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
