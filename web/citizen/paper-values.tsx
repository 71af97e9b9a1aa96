import type { Output } from '../api.ts'
import { say, useLocale } from '../messages/use-messages.ts'
import pageStyles from './page.module.css'

type Value = Output<'profiles.get-paper'>['values'][number]

/** What a paper says, in the parts in which it says it: whose name it is stands above the name. */
export function PaperValues({ values }: { values: readonly Value[] }) {
  const locale = useLocale()
  const parts = new Map<string, Value[]>()
  for (const value of values) {
    const title = say(value.section, locale)
    parts.set(title, [...(parts.get(title) ?? []), value])
  }
  return [...parts].map(([title, part]) => (
    <section key={title}>
      <h3>{title}</h3>
      <dl className={pageStyles.facts}>
        {part.map(({ label, text }, at) => (
          <div key={at}>
            <dt>{say(label, locale)}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  ))
}
