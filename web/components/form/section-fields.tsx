import type { Section, Value } from '#core/forms/model'
import { useMessages } from '../../messages/use-messages.ts'
import { Button } from '../../ui/button.tsx'
import { addRow, inputId, pathOf, putValue, removeRow, rowsOf, type Draft } from './answers.ts'
import { FieldInput } from './field-input.tsx'
import type { FormState } from './use-form.ts'
import styles from './form.module.css'

type SectionProps = { section: Section; form: FormState }

/** The fields of a section that the answers so far ask for; a repeated section row by row. */
export function SectionFields({ section, form }: SectionProps) {
  const { form: words } = useMessages()
  const rows = rowsOf(form.draft, section)
  const { repeat } = section
  if (!repeat) return <Fields section={section} row={0} form={form} />
  const change = (next: Draft) => form.setDraft(next)
  return (
    <div className={styles.fields} id={inputId(section.id)} tabIndex={-1}>
      {rows.map((_, row) => (
        <fieldset key={row} className={styles.row}>
          <div className={styles.rowHead}>
            <legend>{words.rowTitle(row + 1)}</legend>
            {rows.length > repeat.min && (
              <Button kind="plain" small onClick={() => change(removeRow(form.draft, section, row))}>
                {words.removeRow}
              </Button>
            )}
          </div>
          <Fields section={section} row={row} form={form} />
        </fieldset>
      ))}
      {rows.length < repeat.max && (
        <Button kind="secondary" onClick={() => change(addRow(form.draft, section))}>
          {words.addRow}
        </Button>
      )}
    </div>
  )
}

/** What is told when a field is left takes room: a button that is being pressed would move away under the finger. */
const isPress = (target: EventTarget | null): boolean => target instanceof HTMLButtonElement

function Fields({ section, row, form }: SectionProps & { row: number }) {
  const values = rowsOf(form.draft, section)[row] ?? {}
  const shown = section.fields.filter((field) => form.isShown(pathOf(section, row, field.id)))
  return (
    <div className={styles.fields}>
      {shown.map((field) => {
        const path = pathOf(section, row, field.id)
        const put = (value: Value | undefined) =>
          form.setDraft(putValue(form.draft, { section, row, field: field.id }, value))
        return (
          <div key={field.id} onBlur={(event) => isPress(event.relatedTarget) || form.leave(path)}>
            <FieldInput
              field={field}
              state={{
                id: inputId(path),
                value: values[field.id] ?? undefined,
                onChange: put,
                error: form.errorAt(path),
                required: form.isRequired(field, path),
                known: form.isKnown(path, values[field.id]),
                source: form.sourceAt(path),
              }}
            />
            {form.beside?.(field, path)}
          </div>
        )
      })}
    </div>
  )
}
