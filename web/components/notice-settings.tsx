import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, useCommand, type Input, type Output } from '../api.ts'
import { useMessages } from '../messages/use-messages.ts'
import { Button } from '../ui/button.tsx'
import { Choice, Radios, TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/notice.tsx'
import { NoticeDevices } from './notice-devices.tsx'
import { QueryState } from './query-state.tsx'
import { useMe } from './use-me.ts'
import styles from './notice-settings.module.css'

export type Choices = Output<'notices.get-choices'>
export type Save = (choices: Input<'notices.set-choices'>) => void

/** Everything about how one is told; each change is kept at once. */
export function NoticeSettings() {
  const { noticeSettings: words } = useMessages()
  const choices = useQuery(ask('notices.get-choices', {}))
  const client = useQueryClient()
  const set = useCommand('notices.set-choices')
  const save: Save = (input) =>
    set.mutate(input, { onSuccess: (saved) => client.setQueryData(ask('notices.get-choices', {}).queryKey, saved) })
  return (
    <QueryState query={choices}>
      {(known) => (
        <div className={styles.parts}>
          <p className={styles.saved} role="status">
            {set.isSuccess ? words.saved : ''}
          </p>
          {set.isError && (
            <Notice kind="bad" announce>
              {set.error.message}
            </Notice>
          )}
          <NoticeDevices known={known} />
          <Ways known={known} save={save} />
          <Home />
          <Times known={known} save={save} />
          <Word known={known} />
          <section>
            <Radios
              frame={{ id: 'locale', label: words.languageTitle }}
              options={[
                { value: 'vi', label: words.languages.vi },
                { value: 'en', label: words.languages.en },
              ]}
              value={known.locale}
              onChange={(locale) => save({ locale: locale === 'en' ? 'en' : 'vi' })}
            />
          </section>
        </div>
      )}
    </QueryState>
  )
}

function Ways({ known, save }: { known: Choices; save: Save }) {
  const { notices, noticeSettings: words } = useMessages()
  type Way = Choices['groups'][number]['ways'][number]
  const toggle = (group: Choices['groups'][number], way: Way) => {
    const chosen = known.groups.filter((one) => one.chosen || one.group === group.group)
    const ways = chosen.map(({ group: name, ways: open }) => [
      name,
      open
        .filter((one) => (name === group.group && one.channel === way.channel ? !one.on : one.on))
        .map((one) => one.channel),
    ])
    save({ ways: Object.fromEntries(ways) })
  }
  return (
    <section>
      <h2>{words.waysTitle}</h2>
      <p className={styles.text}>{words.waysText}</p>
      {known.groups.map((group) => (
        <fieldset key={group.group} className={styles.group}>
          <legend>{notices.groups[group.group]}</legend>
          <div className={styles.ways}>
            {group.ways.map((way) => (
              <label key={way.channel} className={styles.way}>
                <input type="checkbox" checked={way.on} onChange={() => toggle(group, way)} />
                {notices.ways[way.channel]}
              </label>
            ))}
          </div>
        </fieldset>
      ))}
    </section>
  )
}

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
const halfHours = Array.from({ length: 48 }, (_, n) => ({ value: String(n * 30), label: clock(n * 30) }))

function Hour({
  id,
  label,
  minute,
  onChange,
}: {
  id: string
  label: string
  minute: number
  onChange: (m: number) => void
}) {
  return (
    <Choice
      frame={{ id, label }}
      list
      choose={clock(minute)}
      options={halfHours}
      value={String(minute)}
      onChange={(value) => onChange(Number(value ?? minute))}
    />
  )
}

const evening = 18 * 60

function Times({ known, save }: { known: Choices; save: Save }) {
  const { noticeSettings: words, yes, no } = useMessages()
  const { quiet, digestAt } = known
  return (
    <section>
      <h2>{words.timeTitle}</h2>
      <Radios
        frame={{ id: 'quiet', label: words.quiet, hint: words.quietText }}
        options={[
          { value: 'on', label: yes },
          { value: 'off', label: no },
        ]}
        value={quiet ? 'on' : 'off'}
        onChange={(value) => save({ quiet: value === 'on' ? known.defaultQuiet : null })}
      />
      {quiet && (
        <div className={styles.hours}>
          <Hour
            id="quiet-from"
            label={words.from}
            minute={quiet.from}
            onChange={(from) => save({ quiet: { ...quiet, from } })}
          />
          <Hour id="quiet-to" label={words.to} minute={quiet.to} onChange={(to) => save({ quiet: { ...quiet, to } })} />
        </div>
      )}
      <Radios
        frame={{ id: 'digest', label: words.digest }}
        options={[
          { value: 'now', label: words.digestNow },
          { value: 'daily', label: words.digestDaily },
        ]}
        value={digestAt === null ? 'now' : 'daily'}
        onChange={(value) => save({ digestAt: value === 'daily' ? evening : null })}
      />
      {digestAt !== null && (
        <Hour
          id="digest-at"
          label={words.digestAt}
          minute={digestAt}
          onChange={(minute) => save({ digestAt: minute })}
        />
      )}
    </section>
  )
}

function Home() {
  const { noticeSettings: words } = useMessages()
  const me = useMe()
  const units = useQuery({ ...ask('units.list', { kind: 'commune' }), staleTime: 60 * 60_000 })
  const choose = useCommand('people.choose-commune', ['people.me'])
  const options = (units.data?.items ?? []).map(({ code, name }) => ({ value: code, label: name.vi }))
  return (
    <section>
      <h2>{words.communeTitle}</h2>
      <Choice
        frame={{ id: 'commune', label: words.commune, hint: words.communeText }}
        list
        choose={words.communeNone}
        options={options}
        value={me.data?.commune}
        onChange={(commune) => choose.mutate({ commune: commune ?? null })}
      />
    </section>
  )
}

function Word({ known }: { known: Choices }) {
  const { noticeSettings: words } = useMessages()
  const [word, setWord] = useState(known.word)
  const set = useCommand('notices.set-word', ['notices.get-choices'])
  return (
    <section>
      <h2>{words.wordTitle}</h2>
      <form
        className={styles.word}
        onSubmit={(event) => {
          event.preventDefault()
          set.mutate({ word })
        }}
      >
        <TextInput
          frame={{ id: 'word', label: words.word, hint: words.wordText, error: set.error?.message }}
          value={word}
          onChange={setWord}
          width="medium"
          maxLength={30}
          autoComplete="off"
        />
        <Button type="submit" kind="secondary" busy={set.isPending}>
          {words.wordSave}
        </Button>
        <span role="status"> {set.isSuccess ? words.saved : ''}</span>
      </form>
    </section>
  )
}
