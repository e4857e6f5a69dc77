/** A QR code, drawn as one path: dark on white in every theme, because that is what cameras read. */
import encode from 'qr'

/** How many modules of light there must be around it. */
const quiet = 4

export function Qr(props: { readonly text: string; readonly label: string }) {
  const rows = () => encode(props.text, 'raw', { ecc: 'medium', border: quiet })
  const size = () => rows().length
  const path = () =>
    rows()
      .flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])))
      .join('')
  return (
    <svg class="qr" viewBox={`0 0 ${size()} ${size()}`} role="img" aria-label={props.label} shape-rendering="crispEdges">
      <rect class="qr-light" width={size()} height={size()} />
      <path class="qr-dark" d={path()} />
    </svg>
  )
}
