import { useState } from 'react'
import { say, useFormat, useLocale } from '../messages/use-messages.ts'
import { Button } from '../ui/button.tsx'
import { useFigures } from './figures.ts'
import type { Process } from './process-page.tsx'
import { useSpans } from './span-text.ts'
import { useWords } from './words.ts'
import pageStyles from './page.module.css'
import styles from './process.module.css'

const first = 6

/** The ways that cases took, the most used first, each as the chain of its acts. */
export function ProcessVariants({ process }: { process: Process }) {
  const words = useWords()
  const locale = useLocale()
  const format = useFormat()
  const figures = useFigures()
  const spans = useSpans()
  const [limit, setLimit] = useState(first)
  const shown = process.variants.slice(0, limit)
  const names = new Map(process.nodes.map((node) => [node.activity, say(node.name, locale)]))
  return (
    <section>
      <header className={styles.sectionHead}>
        <h2>{words.process.variants}</h2>
        <p className={pageStyles.muted}>
          {words.process.variantsOf(figures.count(shown.length), figures.count(process.variantCount))}
        </p>
      </header>
      <ol className={styles.variants}>
        {shown.map((variant, at) => (
          <li key={at}>
            <span className={styles.share}>
              <strong>{format.percent(variant.cases / Math.max(1, process.cases))}</strong>
              <small>{words.process.casesOf(figures.count(variant.cases))}</small>
              {variant.medianHours !== null && <small>{spans.long(variant.medianHours)}</small>}
            </span>
            <span className={styles.variantBar} aria-hidden>
              <span style={{ width: `${(variant.cases / Math.max(1, process.cases)) * 100}%` }} />
            </span>
            <ol className={styles.chain} aria-label={words.process.steps(variant.path.length)}>
              {variant.path.map((activity, step) => (
                <li key={step}>{names.get(activity) ?? activity}</li>
              ))}
            </ol>
          </li>
        ))}
      </ol>
      {limit < process.variants.length && (
        <Button kind="secondary" small onClick={() => setLimit(process.variants.length)}>
          {words.showMore}
        </Button>
      )}
    </section>
  )
}
