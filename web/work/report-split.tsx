import { useQuery } from '@tanstack/react-query'
import { ask } from '../api.ts'
import { useReports } from '../messages/use-reports.ts'
import { say, useLocale } from '../messages/use-messages.ts'
import { Choice, TextInput, Tick } from '../ui/inputs.tsx'
import type { WorkReport } from './report-sheet.tsx'
import { useDeskWords } from './use-desk-words.ts'
import styles from './report-desk.module.css'

type SplitFieldsProps = {
  report: WorkReport
  input: Record<string, unknown>
  set: (change: Record<string, unknown>) => void
}

/** What of a report is a second problem: its category, its words, the pictures that show it. */
export function SplitFields({ report, input, set }: SplitFieldsProps) {
  const w = useDeskWords()
  const t = useReports()
  const locale = useLocale()
  const categories = useQuery({ ...ask('reports.categories', {}), staleTime: 60 * 60_000 })
  const pictures = report.photos.filter(({ moment }) => moment === 'before')
  const chosen: readonly unknown[] = Array.isArray(input.photos) ? input.photos : []
  const choose = (no: number, on: boolean) =>
    set({ photos: on ? [...chosen, no] : chosen.filter((other) => other !== no) })
  return (
    <>
      <p className={styles.note}>{w.splitHint}</p>
      <Choice
        frame={{ id: 'split-category', label: t.category }}
        options={(categories.data?.items ?? [])
          .filter(({ id }) => id !== report.category.id)
          .map((item) => ({ value: item.id, label: say(item.name, locale) }))}
        value={typeof input.category === 'string' ? input.category : undefined}
        onChange={(category) => set({ category })}
        choose={t.category}
        list
      />
      <TextInput
        frame={{ id: 'split-text', label: w.splitText }}
        value={typeof input.text === 'string' ? input.text : ''}
        onChange={(text) => set({ text })}
        lines={3}
        maxLength={4000}
      />
      {pictures.length > 0 && (
        <fieldset className={styles.choosePhotos}>
          <legend>{w.splitPhotos}</legend>
          {pictures.map(({ no, small }) => (
            <label key={no}>
              <img src={small} alt={t.detail.photoOf(no)} />
              <input
                type="checkbox"
                aria-label={t.detail.photoOf(no)}
                checked={chosen.includes(no)}
                onChange={(event) => choose(no, event.target.checked)}
              />
            </label>
          ))}
        </fieldset>
      )}
      <Tick
        frame={{ id: 'split-urgent', label: w.urgent }}
        value={input.urgent === true}
        onChange={(urgent) => set({ urgent })}
      />
    </>
  )
}
