import { Link, useParams, useSearch } from '@tanstack/react-router'
import { QueryState } from '../components/query-state.tsx'
import { NotFoundPage } from '../components/not-found-page.tsx'
import { say, useFormat, useLocale, useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { buttonClass } from '../ui/button.tsx'
import { useDocumentTitle } from '../ui/page-title.tsx'
import { StatusMark } from '../ui/status-mark.tsx'
import { Breadcrumb } from './breadcrumb.tsx'
import { useFigures } from './figures.ts'
import { readFormula } from './formula.ts'
import { Trend } from './unit-detail.tsx'
import { useIndicators } from './use-board.ts'
import { viewOf, type Indicator } from './view.ts'
import { useWords } from './words.ts'
import pageStyles from './page.module.css'
import styles from './indicator.module.css'

/** What an indicator means: its words, its formula, its source in law and how it is judged. */
export function IndicatorPage() {
  const { indicator: id } = useParams({ from: '/operations/dieu-hanh/chi-so/$indicator' })
  const view = useSearch({ from: '/operations/dieu-hanh/chi-so/$indicator' })
  const words = useWords()
  const locale = useLocale()
  const { house } = useMessages()
  const indicators = useIndicators()
  const indicator = indicators.data?.items.find((one) => one.id === id)
  const name = indicator ? say(indicator.name, locale) : ''
  useDocumentTitle(name || words.definition, house)
  const back = { ...viewOf(view), indicator: id }
  return (
    <main id="content" className={pageStyles.page} tabIndex={-1}>
      <Breadcrumb
        levels={[
          <Link key="map" to={paths.operations} search={back}>
            {words.map}
          </Link>,
          words.definitionTitle,
        ]}
      />
      <QueryState query={indicators}>
        {() =>
          indicator ? (
            <div className={styles.columns}>
              <div>
                <h1 tabIndex={-1} className={styles.title}>
                  {name}
                </h1>
                {indicator.about && <p className={styles.about}>{say(indicator.about, locale)}</p>}
                {indicator.estimate && <p className={pageStyles.muted}>{words.estimateLong}</p>}
                <Facts indicator={indicator} />
                <Link className={buttonClass({ kind: 'secondary' })} to={paths.operations} search={back}>
                  {words.map}
                </Link>
              </div>
              <Trend indicator={indicator} unit={undefined} on={view.on} />
            </div>
          ) : (
            <NotFoundPage />
          )
        }
      </QueryState>
    </main>
  )
}

function Facts({ indicator }: { indicator: Indicator }) {
  const words = useWords()
  const format = useFormat()
  const figures = useFigures()
  const { bands, better, few, formula, margin, source, target, unit } = indicator
  const sign = better === 'higher' ? '≥' : '≤'
  const { part, whole } = readFormula(formula, words.formulaWords)
  const full = (value: number) => figures.full(value, unit)
  return (
    <dl className={styles.facts}>
      <Fact label={words.source}>{source}</Fact>
      <Fact label={words.formula}>
        <p>{part}</p>
        {whole && <p className={styles.whole}>{whole}</p>}
        <details>
          <summary>{words.formulaRaw}</summary>
          <code>{formula}</code>
        </details>
      </Fact>
      <Fact label={words.measuredIn}>{words.units[unit]}</Fact>
      <Fact label={words.direction}>{words.better[better]}</Fact>
      <Fact label={words.targetLabel}>{target === undefined ? words.noTarget : full(target)}</Fact>
      {bands && (
        <Fact label={words.bands}>
          <ul className={styles.bands}>
            <li>
              <StatusMark status="good">{words.bandGood(sign, full(bands.good))}</StatusMark>
            </li>
            <li>
              <StatusMark status="watch">{words.bandWatch(sign, full(bands.watch))}</StatusMark>
            </li>
            <li>
              <StatusMark status="bad">{words.bandRest}</StatusMark>
            </li>
          </ul>
          <p className={pageStyles.muted}>
            {words.margin(`${format.number(margin)} ${words.units[unit]}`)} {words.fewRule(few)}
          </p>
        </Fact>
      )}
    </dl>
  )
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}
