import { useQuery } from '@tanstack/react-query'
import { ask } from '../api.ts'
import { useFormat, useMessages } from '../messages/use-messages.ts'
import { Meter } from '../ui/meter.tsx'
import { TableBox } from '../ui/table-box.tsx'
import { useAnnounceWords } from './use-announce.ts'
import work from './work.module.css'

/** Of all its people, how many each way has reached: handed over, and read or arrived where that is known. */
export function AnnouncedChannels({ id, people }: { id: string; people: number }) {
  const { announced: t } = useAnnounceWords()
  const { notices } = useMessages()
  const format = useFormat()
  const found = useQuery({ ...ask('notices.broadcast-channels', { id }), refetchInterval: 10_000 })
  const rows = found.data ?? []
  if (rows.length === 0 || people === 0) return null
  return (
    <>
      <h3>{t.channels}</h3>
      <TableBox label={t.channels}>
        <table className={`${work.table} ${work.cards}`}>
          <caption className="visually-hidden">{t.channels}</caption>
          <thead>
            <tr>
              <th scope="col">{t.channel}</th>
              <th scope="col">{t.reached}</th>
              {[t.out, t.arrivedOrRead, t.troubled].map((name) => (
                <th key={name} scope="col" className={work.number}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ channel, out, arrived, read, troubled }) => {
              const figures: [string, number][] = [
                [t.out, out],
                [t.arrivedOrRead, channel === 'app' ? read : arrived],
                [t.troubled, troubled],
              ]
              return (
                <tr key={channel}>
                  <th scope="row">{notices.ways[channel]}</th>
                  <td data-label={t.reached}>
                    <span className={work.loadBar}>
                      <span>{format.percent(out / people)}</span>
                      <Meter part={out / people} label={t.reached} />
                    </span>
                  </td>
                  {figures.map(([name, value]) => (
                    <td key={name} className={work.number} data-label={name}>
                      {format.number(value)}
                    </td>
                  ))}
                </tr>
              )
            })}
          </tbody>
        </table>
      </TableBox>
    </>
  )
}
