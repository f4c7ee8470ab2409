import { ActionIcon, Select, Skeleton, Text } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Need } from '../../contract/swarm.ts'
import { useChangeNeed, useSkillsLike } from '../../state/matching.ts'
import { sayError } from '../feedback/say.ts'
import { QUIET } from '../look/quiet.ts'
import classes from './help.module.css'
import { settle } from './needs.ts'

interface Props {
  ticket: number
  needs: Need[] | undefined
  editable: boolean
  /** Told before a change, as the suggestions that follow were asked for. */
  onChange: () => void
}

/** The skills a ticket needs: each covered by somebody, or marked “nobody”. */
export function Needs({ ticket, needs, editable, onChange }: Props) {
  const { t } = useTranslation()
  const change = useChangeNeed(ticket)
  const set = (skill: number, needed: boolean) => {
    onChange()
    change.mutate({ skill, needed }, { onError: sayError })
  }
  const order = useRef<number[] | null>(null)
  if (!needs) return <Skeleton height={28} mx="md" mb="sm" radius="xl" width="60%" />
  const { shown, late } = settle(order.current, needs)
  order.current ??= shown.map((need) => need.skill)
  return (
    <ul className={classes.needs} aria-label={t('ticket.needs')}>
      {shown.map((need) => (
        <Chip
          key={need.skill}
          need={need}
          late={late.has(need.skill)}
          onRemove={editable ? () => set(need.skill, false) : undefined}
        />
      ))}
      {needs.length === 0 && (
        <li>
          <Text size="sm" c="dimmed">
            {t('ticket.needsNone')}
          </Text>
        </li>
      )}
      {editable && (
        <li>
          <AddSkill known={needs.map((need) => need.skill)} onAdd={(skill) => set(skill, true)} />
        </li>
      )}
    </ul>
  )
}

interface ChipProps {
  need: Need
  /** Came up while the list was looked at. */
  late: boolean
  onRemove?: () => void
}

function Chip({ need, late, onRemove }: ChipProps) {
  const { t } = useTranslation()
  const covered = need.covered_by.length > 0
  const names = need.covered_by.map((person) => person.name).join(', ')
  return (
    <li className={`${classes.chip} ${covered ? '' : classes.open} ${late ? classes.fresh : ''}`}>
      {need.name}
      {late && !need.stated && <small>{t('team.fromTalk')}</small>}
      <small title={covered ? t('ticket.coveredBy', { names }) : undefined}>
        {covered ? need.covered_by[0]?.name : t('ticket.uncovered')}
      </small>
      {onRemove && (
        <ActionIcon
          size={20}
          {...QUIET}
          aria-label={t('ticket.removeSkill', { name: need.name })}
          onClick={onRemove}
        >
          <IconX size={13} />
        </ActionIcon>
      )}
    </li>
  )
}

function AddSkill({ known, onAdd }: { known: number[]; onAdd: (skill: number) => void }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const found = useSkillsLike(typed)
  return (
    <Select
      size="xs"
      w={150}
      aria-label={t('ticket.addSkill')}
      placeholder={t('ticket.addSkill')}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      value={null}
      data={(found.data?.items ?? [])
        .filter((skill) => !known.includes(skill.id))
        .map((skill) => ({ value: String(skill.id), label: skill.name }))}
      onChange={(id) => {
        if (id) onAdd(Number(id))
        setTyped('')
      }}
    />
  )
}
