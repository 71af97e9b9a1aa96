import type { Output } from '../api.ts'
import { useReports } from '../messages/use-reports.ts'
import { say, useLocale } from '../messages/use-messages.ts'
import { FieldGroup } from '../ui/field.tsx'
import styles from './reports.module.css'
import reportStyles from './report.module.css'

type CategoryFieldProps = {
  categories: Output<'reports.categories'> | undefined
  proposed: Output<'reports.propose'>['items']
  value: string | undefined
  onChange: (category: string | undefined) => void
  error: string | undefined
}

/** The likeliest categories as buttons, and all of them in a list: the person decides. */
export function CategoryField({ categories, proposed, value, onChange, error }: CategoryFieldProps) {
  const t = useReports()
  const locale = useLocale()
  const unit = proposed.find((item) => item.category === value)?.unit
  const chosen = categories?.items.find(({ id }) => id === value)
  const about = chosen?.about && say(chosen.about, locale)
  return (
    <FieldGroup
      frame={{
        id: 'category',
        label: t.form.category,
        hint: proposed.length > 0 ? t.form.proposed : undefined,
        error,
      }}
    >
      {proposed.length > 0 && (
        <ul className={reportStyles.proposed}>
          {proposed.map((item) => (
            <li key={item.category}>
              <button type="button" aria-pressed={item.category === value} onClick={() => onChange(item.category)}>
                {say(item.name, locale)}
              </button>
            </li>
          ))}
        </ul>
      )}
      <select
        className={styles.categoryList}
        aria-label={proposed.length > 0 ? t.form.otherCategory : t.form.choose}
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value || undefined)}
      >
        <option value="">{proposed.length > 0 ? t.form.otherCategory : t.form.choose}</option>
        {(categories?.groups ?? []).map((group) => (
          <optgroup key={group.id} label={say(group.name, locale)}>
            {(categories?.items ?? [])
              .filter((item) => item.group === group.id)
              .map((item) => (
                <option key={item.id} value={item.id}>
                  {say(item.name, locale)}
                </option>
              ))}
          </optgroup>
        ))}
      </select>
      {(about || unit) && (
        <p className={reportStyles.goesTo}>
          {[about, unit && t.form.goesTo(say(unit.name, locale))].filter(Boolean).join(' · ')}
        </p>
      )}
    </FieldGroup>
  )
}
