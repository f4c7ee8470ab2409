import { Autocomplete, SimpleGrid } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useTicketFields } from '../../state/tickets.ts'

export interface Place {
  product?: string
  component?: string
  category?: string
}

interface Props {
  place: Place
  onChange: (place: Place) => void
  withCategory: boolean
}

/** What a ticket is about: known names are offered, new ones may be typed. */
export function PlaceFields({ place, onChange, withCategory }: Props) {
  const { t } = useTranslation()
  const fields = useTicketFields()
  const set = (name: keyof Place, value: string) => {
    const { [name]: _, ...others } = place
    onChange(value ? { ...others, [name]: value } : others)
  }
  return (
    <SimpleGrid cols={{ base: 1, xs: withCategory ? 3 : 2 }}>
      <Autocomplete
        label={t('tickets.product')}
        data={fields.data?.products ?? []}
        value={place.product ?? ''}
        onChange={(value) => set('product', value)}
        maxLength={80}
      />
      <Autocomplete
        label={t('tickets.component')}
        data={fields.data?.components[place.product ?? ''] ?? []}
        value={place.component ?? ''}
        onChange={(value) => set('component', value)}
        maxLength={120}
      />
      {withCategory && (
        <Autocomplete
          label={t('tickets.category')}
          data={fields.data?.categories ?? []}
          value={place.category ?? ''}
          onChange={(value) => set('category', value)}
          maxLength={80}
        />
      )}
    </SimpleGrid>
  )
}
