import type { ReactNode } from 'react'
import { say, useLocale, useMessages } from '../messages/use-messages.ts'
import { LinkedText } from '../ui/linked-text.tsx'
import { Facts } from './facts.tsx'
import { FeeTable } from './procedure-fees.tsx'
import type { ProcedureView } from './walk.tsx'
import styles from './procedure.module.css'

/** More than a screen of a phone is folded away: who needs it opens it. */
const longText = 1_200
const lengthOf = (texts: readonly Text[]) => texts.reduce((sum, text) => sum + text.vi.length, 0)

type Text = { vi: string; en?: string | undefined }

/** Who, papers, time, fee, where, how, law: in the order in which people ask. */
export function ProcedureSections({ procedure }: { procedure: ProcedureView }) {
  const { procedure: words } = useMessages()
  const locale = useLocale()
  return (
    <div className={styles.sections}>
      {procedure.summary && <p className={styles.summary}>{say(procedure.summary, locale)}</p>}
      <Section title={words.who}>
        <p>{procedure.audience.map((one) => words.audience[one]).join(', ')}</p>
      </Section>
      {procedure.conditions.length > 0 && (
        <Section title={words.conditions}>
          <Texts texts={procedure.conditions} />
        </Section>
      )}
      <Section title={words.papers}>
        <Folded label={words.allPapers(procedure.papers.length)} open={procedure.papers.length <= 12}>
          <Papers procedure={procedure} />
        </Folded>
      </Section>
      <Section title={words.fee}>
        <FeeTable procedure={procedure} />
      </Section>
      {procedure.howTo.length > 0 && (
        <Section title={words.how}>
          <Folded label={words.readHow} open={lengthOf(procedure.howTo) <= longText}>
            <Texts texts={procedure.howTo} />
          </Folded>
        </Section>
      )}
      {procedure.source === 'pack' && (
        <Section title={words.steps}>
          <Steps procedure={procedure} />
        </Section>
      )}
      <Section title={words.basis}>
        <Folded label={words.laws(procedure.basis.length)} open={procedure.basis.length <= 6}>
          <ul className={styles.list}>
            {procedure.basis.map((law) => (
              <li key={law}>{law}</li>
            ))}
          </ul>
        </Folded>
      </Section>
      <Facts
        facts={[
          [words.code, procedure.code],
          [words.field, say(procedure.field.name, locale)],
          [words.agency, say(procedure.decidedBy ?? procedure.agency, locale)],
          [words.origin, procedure.origin ? <LinkedText key="origin" text={procedure.origin} /> : undefined],
        ]}
      />
    </div>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2>{title}</h2>
      {children}
    </section>
  )
}

function Folded({ label, open, children }: { label: string; open: boolean; children: ReactNode }) {
  if (open) return children
  return (
    <details className={styles.folded}>
      <summary>{label}</summary>
      {children}
    </details>
  )
}

function Texts({ texts }: { texts: readonly Text[] }) {
  const locale = useLocale()
  const [only] = texts
  if (texts.length === 1 && only) return <p className={styles.text}>{say(only, locale)}</p>
  return (
    <ul className={styles.list}>
      {texts.map((text) => (
        <li key={text.vi} className={styles.text}>
          {say(text, locale)}
        </li>
      ))}
    </ul>
  )
}

function Papers({ procedure }: { procedure: ProcedureView }) {
  const { procedure: words } = useMessages()
  const locale = useLocale()
  if (procedure.papers.length === 0) return <p>{words.noPapers}</p>
  return (
    <ul className={styles.papers}>
      {procedure.papers.map((paper) => {
        const when =
          paper.required === true ? '' : paper.required === false ? words.paperOptional : words.paperSometimes
        return (
          <li key={paper.id}>
            {say(paper.name, locale)}
            {when && <em> ({when})</em>}
            <small>
              {[words.copies(paper.originals, paper.copies), paper.hint && say(paper.hint, locale)]
                .filter(Boolean)
                .join(' · ')}
            </small>
          </li>
        )
      })}
    </ul>
  )
}

function Steps({ procedure }: { procedure: ProcedureView }) {
  const { procedure: words } = useMessages()
  const locale = useLocale()
  return (
    <ol className={styles.steps}>
      {procedure.steps.map((step) => (
        <li key={step.id}>
          <span>
            {say(step.name, locale)}
            {step.within && <small>{say(step.within.text, locale)}</small>}
            {step.consults.length > 0 && (
              <small>{words.consults(step.consults.map((agency) => say(agency.name, locale)).join(', '))}</small>
            )}
          </span>
        </li>
      ))}
    </ol>
  )
}
