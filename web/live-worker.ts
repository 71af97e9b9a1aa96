/// <reference lib="webworker" />
import { connect } from './live-connection.ts'

/** The topics of each tab; the connection follows all of them together. */
const tabs = new Map<MessagePort, readonly string[]>()

const connection = connect((message) => {
  for (const tab of tabs.keys()) tab.postMessage(message)
})

addEventListener('connect', (event) => {
  if (!(event instanceof MessageEvent)) return
  const [tab] = event.ports
  if (!tab) return
  tab.addEventListener('message', (message: MessageEvent<readonly string[]>) => {
    if (message.data.length > 0) tabs.set(tab, message.data)
    else tabs.delete(tab)
    connection.follow([...new Set([...tabs.values()].flat())].sort())
  })
  tab.start()
})
