# One change to many accounts, and the recycle bin (src/accounts/bulk.rs, pages/bulk.rs, bulk_limits.rs, recycle_bin.rs, certificates.rs).
accounts-bulk-unknown = „{ $id }“ ist kein Konto.
accounts-bulk-too-many = { $count } Konten sind zu viele, um sie einzeln zu wählen; höchstens { $most } sind möglich. Wählen Sie alle, die zu einem Filter passen.
accounts-bulk-nothing = Wählen Sie zuerst mindestens ein Konto.
accounts-bulk-no-tag = Geben Sie ein Schlagwort zum Hinzufügen oder Entfernen ein.
accounts-bulk-number = Geben Sie { $number } ein, die Zahl der Konten, die gelöscht würden.
accounts-bulk-more = und { $n } weitere
accounts-bulk-suspend =
    { $n ->
        [one] { $n } Konto
       *[other] { $n } Konten
    } sperren?
accounts-bulk-suspend-button = Konten sperren
accounts-bulk-suspend-page = Ihre Personen sehen eine Seite mit diesem Hinweis, und nichts läuft. Unterkonten werden mit gesperrt.
accounts-bulk-suspend-undo = Nichts wird gelöscht, und Sie können die Sperre jederzeit aufheben.
accounts-bulk-resume =
    Sperre von { $n ->
        [one] { $n } Konto
       *[other] { $n } Konten
    } aufheben?
accounts-bulk-resume-button = Sperre aufheben
accounts-bulk-resume-stay = Abgelaufene Konten und solche, die mit einem übergeordneten gesperrt sind, bleiben gesperrt; das Ergebnis sagt, welche.
accounts-bulk-delete =
    { $n ->
        [one] { $n } Konto
       *[other] { $n } Konten
    } löschen?
accounts-bulk-delete-button = Konten löschen
accounts-bulk-delete-below = Ihre Unterkonten werden mit gelöscht. Niemand kann sie mehr öffnen.
accounts-bulk-delete-until = Sie bleiben { $days } Tage im Papierkorb und können bis dahin einzeln wiederhergestellt werden.
accounts-bulk-limit =
    Ein Limit von { $n ->
        [one] { $n } Konto
       *[other] { $n } Konten
    } ändern?
accounts-bulk-limit-button = Limit ändern
accounts-bulk-limit-rest = Was Sie lassen, wie es ist, bleibt bei jedem Konto so.
accounts-bulk-limit-over = Wer schon mehr nutzt, behält es, kann aber nichts hinzufügen; bei Aufgaben wartet die Arbeit oder geht als Mehrverbrauch weiter. Das Ergebnis nennt jedes dieser Konten.
accounts-bulk-tag =
    Schlagwörter von { $n ->
        [one] { $n } Konto
       *[other] { $n } Konten
    } ändern?
accounts-bulk-tag-button = Schlagwörter ändern
accounts-bulk-tag-rest = Andere Schlagwörter bleiben, wie sie sind.
accounts-bulk-each = Jedes Konto wird für sich bearbeitet; die nächste Seite zeigt das Ergebnis für jedes.
accounts-bulk-reason = Grund
accounts-bulk-reason-hint = Für Ihre Kollegen und das Prüfprotokoll. Ihre Kunden sehen ihn nicht.
accounts-bulk-note = Notiz
accounts-bulk-note-hint = Für das Prüfprotokoll
accounts-bulk-tags-add = Schlagwörter hinzufügen
accounts-bulk-tags-remove = Schlagwörter entfernen
accounts-bulk-tags-hint = Durch Kommas getrennt
accounts-bulk-confirm = Geben Sie zur Bestätigung { $number } ein
accounts-bulk-limit-kind = Limit
accounts-bulk-limit-own = Jedes Konto für sich
accounts-bulk-limit-keep = Lassen, wie es ist
accounts-bulk-limit-default = Wie voreingestellt
accounts-bulk-limit-a-value = Ein eigenes Limit
accounts-bulk-limit-unlimited = Kein Limit
accounts-bulk-limit-value = Eigenes Limit
accounts-bulk-limit-value-hint = 0: gar nichts
accounts-bulk-limit-tree = Jedes Konto mit allen darunter
accounts-bulk-limit-a-tree = Ein Limit mit Unterkonten
accounts-bulk-limit-no-tree = Kein solches Limit
accounts-bulk-limit-tree-value = Limit mit Unterkonten
accounts-bulk-limit-at = Am Limit für Aufgaben im Monat
accounts-bulk-limit-hold = Anhalten: Arbeit wartet auf den nächsten Zeitraum
accounts-bulk-limit-overage = Mehrverbrauch: Arbeit geht weiter und wird getrennt gezählt
accounts-bulk-limit-choose = Wählen Sie, was begrenzt werden soll.
accounts-bulk-limit-one = Wählen Sie eines davon.
accounts-bulk-limit-tasks-only = Nur bei einem Limit für Aufgaben im Monat wird Arbeit angehalten oder geht weiter. Lassen Sie es, wie es ist.
accounts-bulk-limit-nothing = Wählen Sie, was sich ändern soll: Alles bliebe, wie es ist.
accounts-bulk-other-number =
    Inzwischen { $n ->
        [one] passt
       *[other] passen
    } { $n ->
        [one] { $n } Konto
       *[other] { $n } Konten
    }, nicht { $confirmed } wie bei der Rückfrage, also wurde nichts getan. Sehen Sie sie an und entscheiden Sie neu.
# The jobs that do it.
accounts-bulk-job-suspend =
    { $n ->
        [one] { $n } Konto
       *[other] { $n } Konten
    } sperren
accounts-bulk-job-resume =
    Sperre von { $n ->
        [one] { $n } Konto
       *[other] { $n } Konten
    } aufheben
accounts-bulk-job-tag =
    Schlagwörter von { $n ->
        [one] { $n } Konto
       *[other] { $n } Konten
    } ändern
accounts-bulk-job-limit =
    Ein Limit von { $n ->
        [one] { $n } Konto
       *[other] { $n } Konten
    } ändern
accounts-bulk-job-delete =
    { $n ->
        [one] { $n } Konto
       *[other] { $n } Konten
    } löschen
# What became of an account; kept with the job.
accounts-bulk-done-below =
    { $n ->
        [one] mit { $n } Unterkonto
       *[other] mit { $n } Unterkonten
    }
accounts-bulk-unchanged = Es war schon so.
accounts-bulk-no-account = Dieses Konto gibt es nicht.
# The recycle bin.
accounts-bin = Papierkorb
accounts-bin-why = Gelöschte Konten bleiben { $days } Tage hier und können mit allem, was mit ihnen gelöscht wurde, wiederhergestellt werden.
accounts-bin-gone = Endgültig gelöscht
accounts-bin-empty = Der Papierkorb ist leer
accounts-bin-empty-why = Ein Konto, das Sie löschen, kommt zuerst hierher, damit es wiederhergestellt werden kann.
accounts-bin-search = Name oder API-ID
accounts-bin-deleted-accounts = Gelöschte Konten
accounts-bin-account = Konto
accounts-bin-parent = Übergeordnet
accounts-bin-sub-accounts = Unterkonten
accounts-bin-deleted = Gelöscht
accounts-bin-by = Von
accounts-bin-left = Verbleibend
accounts-bin-restore = Wiederherstellen
accounts-bin-restore-more = Wiederherstellen...
accounts-bin-restore-this = { $name } wiederherstellen
accounts-bin-parent-too = auch gelöscht
accounts-bin-stuck = Konnte nicht gelöscht werden. Nächster Versuch <time datetime="{ $iso }" title="{ $exact }" data-relative>{ $when }</time>.
accounts-bin-no-match = Kein gelöschtes Konto passt.
accounts-bin-left-none = Keine
accounts-bin-left-hours = Weniger als ein Tag
accounts-bin-left-days =
    { $n ->
        [one] { $n } Tag
       *[other] { $n } Tage
    }
# What is left of accounts that were removed.
accounts-gone-why = Nach { $days } Tagen im Papierkorb wird ein Konto mit allen seinen Daten gelöscht. Das hier wurde gelöscht.
accounts-gone-none = Noch nichts gelöscht
accounts-gone-none-why = Wenn ein Konto endgültig gelöscht wird, bleibt hier sein Nachweis: wie viele Zeilen jeder Art gelöscht wurden, und wann.
accounts-gone-label = Endgültig gelöschte Konten
accounts-gone-api-id = API-ID
accounts-gone-removed = Entfernt
accounts-gone-what = Was gelöscht wurde
accounts-gone-audit = { $name }<span class="sr-only">, Prüfprotokoll</span>
accounts-gone-rows =
    { $n ->
        [one] { $n } Zeile
       *[other] { $n } Zeilen
    }: das Konto
accounts-gone-no-match = Kein gelöschtes Konto passt.
accounts-gone-table =
    { $table ->
        [account_brands] Branding
        [account_connectors] Konnektoren des Kontos
        [account_export_accounts] Konten in Exporten
        [account_export_parts] Teile von Exportdateien
        [account_exports] Exporte
        [account_limits] Limits
        [account_users] Personen mit Zugriff
        [account_ancestors] Plätze im Baum
        [account_terms] Suchwörter
        [api_answers] Antworten der API
        [api_credentials] API-Zugangsdaten
        [api_tokens] API-Token
        [call_turns] Taktung von Aufrufen
        [connect_links] Links zum Verbinden
        [connectors] eigene Konnektoren
        [connector_releases] Releases von Konnektoren
        [cycle_connectors] Zuordnungen von Konnektoren ({ CYCLES_CAP() })
        [cycles] { CYCLES_CAP() }
        [error_reports] Fehlerberichte
        [frames] Frames
        [hook_deliveries] Zustellungen von Webhooks
        [hooks] Webhooks
        [incident_causes] Ursachen von Störungen
        [incident_cycles] Störungen je { CYCLE_CAP() }
        [incidents] Störungen
        [limit_notices] Hinweise zu Limits
        [mails] Mails
        [method_calls] Aufrufe von Methoden
        [oauth_grants] OAuth-Freigaben
        [queue] Warteschlange
        [queue_accounts] Konten in der Warteschlange
        [rate_turns] Taktung
        [saved_report_readers] Empfänger gespeicherter Berichte
        [saved_reports] gespeicherte Berichte
        [sessions] Sitzungen
        [sign_in_tokens] Anmelde-Token
        [step_runs] Läufe von Schritten
        [storage] gespeicherte Werte
        [template_accounts] Freigaben von Vorlagen
        [template_releases] Releases von Vorlagen
        [templates] eigene Vorlagen
        [transactions] Transaktionen
        [views_as] Ansichten als Kunde
       *[other] { $words }
    }
