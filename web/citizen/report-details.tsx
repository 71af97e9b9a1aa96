import type { Form } from '#core/forms/model'
import { useState } from 'react'
import type { Row } from '../components/form/answers.ts'
import { SectionFields } from '../components/form/section-fields.tsx'
import { useForm } from '../components/form/use-form.ts'
import { todayInProvince } from '../ui/format.ts'

export type DetailAnswers = Row

type ReportDetailsProps = { form: Form; answers: DetailAnswers; onChange: (answers: DetailAnswers) => void }

/** The questions of a category, drawn like any other form. */
export function ReportDetails({ form, answers, onChange }: ReportDetailsProps) {
  const [section] = form
  const [today] = useState(() => todayInProvince(new Date()))
  const state = useForm({
    form,
    draft: section ? { [section.id]: answers } : {},
    setDraft: (draft) => {
      const row = section && draft[section.id]
      if (row && !isRows(row)) onChange(row)
    },
    today,
  })
  return section ? <SectionFields section={section} form={state} /> : null
}

const isRows = (value: Row | readonly Row[]): value is readonly Row[] => Array.isArray(value)
