import { useQuery } from '@tanstack/react-query'

/** A QR as an SVG of one path; the encoder is loaded where one is shown. Black on white in every theme: phones read that best. */
export function Qr({ text, label, size = 160 }: { text: string; label: string; size?: number }) {
  const drawn = useQuery({ queryKey: ['qr', text], queryFn: () => draw(text), staleTime: Number.POSITIVE_INFINITY })
  if (!drawn.data) return <div style={{ width: size, height: size }} />
  const { path, side } = drawn.data
  return (
    <svg role="img" aria-label={label} width={size} height={size} viewBox={`-2 -2 ${side + 4} ${side + 4}`}>
      <rect x={-2} y={-2} width={side + 4} height={side + 4} fill="#ffffff" />
      <path d={path} fill="#000000" shapeRendering="crispEdges" />
    </svg>
  )
}

async function draw(text: string): Promise<{ path: string; side: number }> {
  const { create } = await import('qrcode')
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const side = modules.size
  const dark = Array.from({ length: side * side }, (_, at) => at).filter((at) => modules.data[at])
  return { side, path: dark.map((at) => `M${at % side} ${Math.floor(at / side)}h1v1h-1z`).join('') }
}
