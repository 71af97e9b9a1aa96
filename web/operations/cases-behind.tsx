import { IconX } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { useFormat, useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { Button } from '../ui/button.tsx'
import { useFigures } from './figures.ts'
import { StepChoice } from './step-choice.tsx'
import { useCategoryNames, useProcedureNames } from './procedure-names.ts'
import { Segments } from './segments.tsx'
import type { DetailProps } from './unit-detail.tsx'
import { asked, viewOf } from './view.ts'
import { useWords } from './words.ts'
import styles from './unit.module.css'

const whiches = ['all', 'counted', 'missed'] as const
const [first, most] = [25, 500]

/** The very cases that a figure counts; each opens down to its timeline. */
export function CasesBehind({ indicator, unit, search, onSearch }: DetailProps & { unit: string }) {
  const words = useWords()
  const format = useFormat()
  const figures = useFigures()
  const procedureName = useProcedureNames()
  const categoryName = useCategoryNames()
  const { close } = useMessages()
  const [limit, setLimit] = useState(first)
  const which = whiches.find((one) => one === search.which) ?? 'all'
  const { period, on } = asked(search)
  const found = useQuery({
    ...ask('indicators.cases', {
      indicator: indicator.id,
      unit,
      which,
      limit,
      period,
      ...(on && { on }),
      ...(search.procedure && { procedure: search.procedure }),
      ...(search.procedure && search.step && { step: search.step }),
    }),
    placeholderData: keepPreviousData,
  })
  const isReports = found.data?.items.some(({ category }) => category) ?? false
  const title = isReports ? words.unitPage.reports : words.unitPage.cases
  const channels: Record<string, string> = words.unitPage.channels
  const without = () => {
    const { procedure: _, step: __, ...rest } = search
    onSearch(rest)
  }
  return (
    <section>
      <header className={styles.sectionHead}>
        <h2>{title}</h2>
        <Segments
          label={title}
          options={whiches.map((one) => [one, words.unitPage.which[one]] as const)}
          value={which}
          onChange={(next) => onSearch({ ...search, which: next === 'all' ? '' : next })}
        />
      </header>
      {search.procedure && (
        <p className={styles.filter}>
          {words.unitPage.oneProcedure}: <strong>{procedureName(search.procedure)}</strong>
          <button type="button" onClick={without} aria-label={`${close}: ${words.unitPage.allProcedures}`}>
            <IconX size="1em" aria-hidden />
          </button>
          <StepChoice
            procedure={search.procedure}
            value={search.step ?? ''}
            onChange={(step) => onSearch({ ...search, step })}
          />
        </p>
      )}
      <QueryState query={found}>
        {({ total, items }) => (
          <>
            {items.length === 0 && <p className={styles.muted}>{words.unitPage.casesEmpty}</p>}
            <ul className={styles.cases}>
              {items.map((item) => (
                <li key={item.code}>
                  <Link
                    to={item.category ? paths.operationsReport : paths.operationsCase}
                    params={{ code: item.code }}
                    search={{ ...viewOf(search), unit, ...(item.procedure && { procedure: item.procedure }) }}
                  >
                    <span className={styles.code}>{item.code.split('/').at(-1)}</span>
                    <span>{item.category ? categoryName(item.category) : procedureName(item.procedure)}</span>
                    <span className={styles.muted}>{channels[item.channel] ?? item.channel}</span>
                    <time dateTime={item.at}>{format.dateTime(item.at)}</time>
                  </Link>
                </li>
              ))}
            </ul>
            {items.length > 0 && (
              <p className={styles.muted}>
                {(isReports ? words.unitPage.reportsOf : words.unitPage.casesOf)(
                  figures.count(items.length),
                  figures.count(total),
                )}
              </p>
            )}
            {items.length < total && limit < most && (
              <Button
                kind="secondary"
                small
                busy={found.isPlaceholderData}
                onClick={() => setLimit(Math.min(most, limit * 4))}
              >
                {words.showMore}
              </Button>
            )}
          </>
        )}
      </QueryState>
    </section>
  )
}
