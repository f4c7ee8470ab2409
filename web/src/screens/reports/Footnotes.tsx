import { Text, Title } from '@mantine/core'
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

const Known = createContext<readonly string[]>([])
const Note = createContext<(rule: string) => () => void>(() => () => undefined)

/** On paper nobody can ask for a definition: those of all numbers stand at the end. */
export function Footnotes({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const [rules, setRules] = useState<string[]>([])
  const [note] = useState(() => (rule: string) => {
    setRules((before) => [...before, rule])
    return () =>
      setRules((before) => {
        const place = before.indexOf(rule)
        return before.filter((_, at) => at !== place)
      })
  })
  const known = [...new Set(rules)]
  return (
    <Note.Provider value={note}>
      <Known.Provider value={known}>{children}</Known.Provider>
      {known.length > 0 && (
        <section className="print-only">
          <Title order={2} mt="lg" mb={4}>
            {t('reports.definitions')}
          </Title>
          {known.map((rule, place) => (
            <Text size="xs" key={rule} mb={2}>
              <sup>{place + 1}</sup> {rule}
            </Text>
          ))}
        </section>
      )}
    </Note.Provider>
  )
}

/** The number of a rule's footnote; only on paper, for a screen says the rule itself. */
export function Mark({ rule }: { rule: string }) {
  const note = useContext(Note)
  const known = useContext(Known)
  useEffect(() => note(rule), [note, rule])
  const place = known.indexOf(rule)
  if (place < 0) return null
  return <sup className="print-only">{place + 1}</sup>
}
