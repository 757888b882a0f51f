const key = 'distribution-token'
const form = document.getElementById('token')
const input = document.getElementById('token-text')
const state = document.getElementById('token-state')

/** The session's storage ends with the tab, so a token is not left behind on a shared machine. */
export function currentToken () {
  return sessionStorage.getItem(key) ?? ''
}

/** Calls back with the token now, and with each new one. */
export function onToken (callback) {
  const tell = () => {
    state.value = currentToken() ? 'A token is in use.' : 'Nothing is answered without a token.'
    callback(currentToken())
  }

  form.addEventListener('submit', event => {
    event.preventDefault()
    const text = input.value.trim().replace(/^bearer\s+/i, '')
    text ? sessionStorage.setItem(key, text) : sessionStorage.removeItem(key)
    input.value = ''
    tell()
  })
  tell()
}
