import { useEffect, useRef, useState } from 'react'
import type { Hall } from './use-hall.ts'

/** `A012` as it is read out: letter by letter, without the noughts in front. */
export const lettersOf = (label: string): string => `${label.slice(0, 1)} ${Number(label.slice(1))}`

const voiceOf = (): SpeechSynthesisVoice | undefined =>
  'speechSynthesis' in globalThis
    ? speechSynthesis.getVoices().find(({ lang }) => lang.toLowerCase().startsWith('vi'))
    : undefined

/** Says each call once, where the device has a Vietnamese voice and somebody has turned it on: a browser speaks only after a press. */
export function useSpoken(hall: Hall | undefined, words: (letters: string, counter: number) => string) {
  const [on, setOn] = useState(false)
  const [able, setAble] = useState(() => voiceOf() !== undefined)
  const said = useRef<ReadonlySet<string>>(undefined)
  useEffect(() => {
    if (!('speechSynthesis' in globalThis)) return
    // The voices of some browsers come a moment after the page.
    const look = () => setAble(voiceOf() !== undefined)
    speechSynthesis.addEventListener('voiceschanged', look)
    return () => speechSynthesis.removeEventListener('voiceschanged', look)
  }, [])
  useEffect(() => {
    if (!hall) return
    const calls = hall.counters.flatMap(({ no, serving }) => (serving ? [{ no, ...serving }] : []))
    const keyOf = (call: (typeof calls)[number]) => `${call.label} ${call.calledAt}`
    const before = said.current
    said.current = new Set(calls.map(keyOf))
    if (!on || !before) return
    for (const call of calls.filter((one) => !before.has(keyOf(one)))) {
      const utterance = new SpeechSynthesisUtterance(words(lettersOf(call.label), call.no))
      const voice = voiceOf()
      if (voice) utterance.voice = voice
      utterance.lang = 'vi-VN'
      utterance.rate = 0.9
      speechSynthesis.speak(utterance)
    }
  }, [hall, on, words])
  return { on, able, toggle: () => setOn(!on) }
}
