package si.paka.adapter.coap;

/** A request is answered before it becomes a device message. Ordinary, so it carries no stack trace. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    RefusedException(Answer answer) {
        super(answer.diagnostic(), null, false, false);
        this.answer = answer;
    }

    Answer answer() {
        return answer;
    }
}
