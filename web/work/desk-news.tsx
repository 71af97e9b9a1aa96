import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, useCommand } from '../api.ts'
import { ErrorState } from '../components/error-state.tsx'
import { useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { Button } from '../ui/button.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { Choice, TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/notice.tsx'
import { Link } from '@tanstack/react-router'
import { useDeskWords } from './use-desk.ts'
import deskStyles from './desk.module.css'

const empty = { title: '', summary: '', body: '' }

/** News as the word of the unit: confirmed before it goes out, taken back where it was wrong. */
export function DeskNews() {
  const { news: words } = useDeskWords()
  const { cancel, optional } = useMessages()
  const [written, setWritten] = useState(empty)
  const [about, setAbout] = useState<string>()
  const [asked, setAsked] = useState(false)
  const facets = useQuery({ ...ask('procedures.facets', {}), staleTime: 60 * 60_000 })
  const publish = useCommand('services.publish-news', ['services.list-news'])
  const withdraw = useCommand('services.withdraw-news', ['services.list-news'])
  const ready = Object.values(written).every((text) => text.trim() !== '')
  const field = (name: keyof typeof empty, label: string, lines: number) => (
    <TextInput
      frame={{ id: `news-${name}`, label }}
      value={written[name]}
      lines={lines}
      onChange={(text) => setWritten({ ...written, [name]: text })}
    />
  )
  const send = () =>
    publish.mutate(
      { ...written, ...(about && { field: about }) },
      {
        onSuccess: () => {
          setWritten(empty)
          setAbout(undefined)
          setAsked(false)
        },
      },
    )
  return (
    <section className={deskStyles.part}>
      <h2>{words.title}</h2>
      {field('title', words.name, 1)}
      {field('summary', words.summary, 2)}
      {field('body', words.body, 8)}
      <Choice
        frame={{ id: 'news-field', label: words.field, hint: words.fieldHint, optional }}
        options={(facets.data?.fields ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={about}
        onChange={setAbout}
        choose={words.noField}
        list
      />
      {asked ? (
        <Confirm
          title={written.title}
          confirm={words.publish}
          cancel={cancel}
          onConfirm={send}
          onCancel={() => setAsked(false)}
          busy={publish.isPending}
        >
          <p>{words.confirm}</p>
        </Confirm>
      ) : (
        <p>
          <Button disabled={!ready} onClick={() => setAsked(true)}>
            {words.publish}
          </Button>
        </p>
      )}
      {(publish.error ?? withdraw.error) && <ErrorState error={publish.error ?? withdraw.error} />}
      {publish.data && (
        <Notice kind="good" title={withdraw.isSuccess ? words.withdrawn : words.published} announce>
          {!withdraw.isSuccess && (
            <p className={deskStyles.acts}>
              <Link to={paths.newsItem} params={{ id: publish.data.id }}>
                {words.see}
              </Link>
              <Button kind="plain" small onClick={() => withdraw.mutate({ id: publish.data.id })}>
                {words.withdraw}
              </Button>
            </p>
          )}
        </Notice>
      )}
    </section>
  )
}
