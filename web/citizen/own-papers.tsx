import { useFormat, say, useLocale } from '../messages/use-messages.ts'
import type { Output } from '../api.ts'
import { usePaperWords } from './paper-words.ts'
import choice from './choice-card.module.css'
import styles from './papers.module.css'

export type OwnPaper = Output<'procedures.prefill'>['papers'][string][number]

type OwnPapersProps = {
  slot: string
  /** what the slot is called */
  label: string
  papers: readonly OwnPaper[]
  chosen: readonly string[]
  onChange: (chosen: readonly string[]) => void
}

/** "Dùng giấy tờ đã có": papers of the person's store that stand in place of a file. */
export function OwnPapers({ slot, label, papers, chosen, onChange }: OwnPapersProps) {
  const words = usePaperWords()
  const locale = useLocale()
  const format = useFormat()
  if (papers.length === 0) return null
  return (
    <fieldset className={styles.rows}>
      <legend>
        <strong>{label}</strong> <span className={styles.line}>{words.useOwn}</span>
      </legend>
      {papers.map((paper) => {
        const parts = [
          paper.number && `${words.number} ${paper.number}`,
          paper.issuedOn && format.date(paper.issuedOn),
          paper.issuer,
        ]
        const taken = chosen.includes(paper.id)
        return (
          <label key={paper.id} className={`${choice.card} ${styles.ownPaper}`}>
            <input
              type="checkbox"
              id={`own-${slot}-${paper.id}`}
              checked={taken}
              onChange={() => onChange(taken ? chosen.filter((id) => id !== paper.id) : [...chosen, paper.id])}
            />
            <span>
              {say(paper.name, locale)}
              <br />
              <span className={styles.line}>{parts.filter(Boolean).join(' · ')}</span>
            </span>
          </label>
        )
      })}
    </fieldset>
  )
}
