import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { request, useCommand, type Input, type Output } from '../api.ts'
import type { Place } from '../maps/place-map.tsx'
import { useReports } from '../messages/use-reports.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { useSettled } from '../ui/use-settled.ts'
import { ReportCard } from './report-lines.tsx'
import styles from './reports.module.css'

// The server has checked the answer against the operation's schema.
function askNearby(input: Input<'reports.nearby'>): Promise<Output<'reports.nearby'>>
function askNearby(input: object): Promise<unknown> {
  return request('/api/reports.nearby', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
  })
}

type NearbyProps = { place: Place; category: string; text: string; signedIn: boolean }

/** Before a new report is sent: perhaps somebody has reported the same already. */
export function Nearby({ place, category, text, signedIn }: NearbyProps) {
  const t = useReports()
  const [passed, setPassed] = useState(false)
  const asked = { place: [place[0], place[1]] satisfies [number, number], category, text: useSettled(text.trim(), 600) }
  const found = useQuery({
    queryKey: ['reports.nearby', asked],
    queryFn: () => askNearby(asked),
    placeholderData: (before) => before,
    staleTime: 60_000,
  })
  const items = found.data?.items ?? []
  if (passed || items.length === 0) return null
  return (
    <Notice kind="watch" title={t.form.nearby}>
      <p>{t.form.nearbyText}</p>
      <ul className={styles.cards}>
        {items.map((report) => (
          <ReportCard key={report.code} report={report}>
            <p className={styles.nearbyActs}>
              <span>{t.form.metres(report.metres)}</span>
              {signedIn && <MetToo code={report.code} />}
            </p>
          </ReportCard>
        ))}
      </ul>
      <Button kind="plain" small onClick={() => setPassed(true)}>
        {t.form.notSame}
      </Button>
    </Notice>
  )
}

function MetToo({ code }: { code: string }) {
  const t = useReports()
  const support = useCommand('reports.support')
  if (support.isSuccess) return <strong role="status">{t.form.metTooDone}</strong>
  return (
    <Button kind="secondary" small busy={support.isPending} onClick={() => support.mutate({ code, kind: 'met' })}>
      {t.form.metToo}
    </Button>
  )
}
