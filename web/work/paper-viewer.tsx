import { useQuery } from '@tanstack/react-query'
import { IconExternalLink, IconRotateClockwise } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { Problem } from '../api.ts'
import { ErrorState } from '../components/error-state.tsx'
import { useMessages } from '../messages/use-messages.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { Skeleton } from '../ui/state.tsx'
import type { CaseView } from './acts.ts'
import { useWork } from './use-work.ts'
import styles from './viewer.module.css'

export type PaperFile = CaseView['papers'][number]['files'][number]

/** A paper in place: images turn, PDFs open in the browser's own viewer. */
export function PaperViewer({ file }: { file: PaperFile }) {
  const { page } = useWork()
  const [turn, setTurn] = useState(0)
  const isImage = file.type.startsWith('image/')
  return (
    <figure className={styles.viewer}>
      <figcaption>
        <span>{file.name}</span>
        {isImage && (
          <Button kind="plain" small onClick={() => setTurn(turn + 90)}>
            <IconRotateClockwise size={18} aria-hidden />
            {page.rotate}
          </Button>
        )}
        <a className={buttonClass({ kind: 'plain', small: true })} href={file.url} target="_blank" rel="noreferrer">
          <IconExternalLink size={18} aria-hidden />
          {page.openFile}
        </a>
      </figcaption>
      {isImage && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be within reach of the keyboard
        <div className={styles.image} role="region" aria-label={page.viewer} tabIndex={0}>
          <img src={file.url} alt={file.name} style={{ rotate: `${turn}deg` }} />
        </div>
      )}
      {file.type === 'application/pdf' && <PdfFrame url={file.url} name={file.name} />}
      {!isImage && file.type !== 'application/pdf' && (
        <p className={styles.none}>
          {page.noPreview}{' '}
          <a href={file.url} download={file.name}>
            {page.download}
          </a>
        </p>
      )}
    </figure>
  )
}

/** Papers are served under a policy that lets nothing run: the PDF is fetched, and shown from memory. */
export function PdfFrame({ url, name }: { url: string; name: string }) {
  const { loading } = useMessages()
  const file = useQuery({ queryKey: ['pdf', url], queryFn: ({ signal }) => fetchPdf(url, signal), gcTime: 0, retry: 1 })
  if (file.isError) return <ErrorState error={file.error} onRetry={() => void file.refetch()} />
  if (!file.data) return <Skeleton label={loading} lines={8} />
  return <BlobFrame blob={file.data} name={name} />
}

/** The address of what lies in memory lives as long as its frame. */
function BlobFrame({ blob, name }: { blob: Blob; name: string }) {
  const frame = useRef<HTMLIFrameElement>(null)
  useEffect(() => {
    const made = URL.createObjectURL(blob)
    if (frame.current) frame.current.src = `${made}#navpanes=0&view=FitH`
    return () => URL.revokeObjectURL(made)
  }, [blob])
  return <iframe className={styles.pdf} ref={frame} title={name} />
}

async function fetchPdf(url: string, signal: AbortSignal): Promise<Blob> {
  const response = await fetch(url, { signal }).catch(() => undefined)
  if (!response) throw new Problem(0, { code: 'offline' })
  if (!response.ok) throw new Problem(response.status, { code: 'file-not-found' })
  return new Blob([await response.arrayBuffer()], { type: 'application/pdf' })
}
