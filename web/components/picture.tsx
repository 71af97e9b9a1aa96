import { useState } from 'react'
import { useDisplay } from '../display.ts'
import { useMessages } from '../messages/use-messages.ts'
import { Button } from '../ui/button.tsx'

type PictureProps = { src: string; alt: string; className?: string | undefined }

/** A photo; where the person saves data, a button that brings it. */
export function Picture({ src, alt, className }: PictureProps) {
  const { display } = useMessages()
  const { fewPictures } = useDisplay()
  const [asked, setAsked] = useState(false)
  if (!fewPictures || asked) return <img src={src} alt={alt} className={className} loading="lazy" />
  return (
    <Button kind="secondary" small onClick={() => setAsked(true)}>
      {display.showPicture(alt)}
    </Button>
  )
}
