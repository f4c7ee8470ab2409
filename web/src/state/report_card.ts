import { useQuery } from '@tanstack/react-query'
import type { DeclineReasons, ReportCard, TierCard } from '../contract/report_card.ts'
import { read } from '../wire/http.ts'

/** How good the recommender is, by its own desk's record. */
export function useReportCard() {
  return useQuery({
    queryKey: ['report-card'],
    queryFn: () => read<ReportCard>('/api/matching/report-card'),
  })
}

/** Why people said no when they were asked. */
export function useDeclineReasons() {
  return useQuery({
    queryKey: ['decline-reasons'],
    queryFn: () => read<DeclineReasons>('/api/reports/decline-reasons'),
  })
}

/** How the tier classifier did where people gave a tier themselves. */
export function useTierCard() {
  return useQuery({
    queryKey: ['tier-card'],
    queryFn: () => read<TierCard>('/api/matching/tier-card'),
  })
}
