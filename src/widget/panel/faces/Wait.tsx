/** A face with nothing to do but wait, or to try again. */
export function Wait(props: { title: string; hint?: string | undefined; again?: string; onAgain?: () => void }) {
  return (
    <section class="wait" role="status">
      {!props.again && <div class="bell" />}
      <h2>{props.title}</h2>
      <p class="soft">{props.hint}</p>
      {props.again && (
        <button type="button" onClick={() => props.onAgain?.()}>
          {props.again}
        </button>
      )}
    </section>
  )
}
