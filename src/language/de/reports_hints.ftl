# Reports: what is to be known of their figures (src/reports).
reports-counted = Eine Aufgabe ist ein Aufruf einer Methode eines Konnektors oder eine Datenoperation. Aufgaben zählen an dem Tag, an dem sie entstanden, Transaktionen an dem Tag, an dem sie begannen, sobald sie beendet sind.
reports-below-now = „Mit Unterkonten“ zählt die Konten, die jetzt darunter liegen, für die ganze gezeigte Zeit; was verschoben wurde, nimmt seine Geschichte mit.
reports-so-far = Was begonnen hat und noch nicht vorbei ist, wird mit ebenso vielen Tagen des Zeitraums davor verglichen.
reports-counted-soon = Gezählt wird innerhalb einer Minute ({ CYCLES_CAP() }).
reports-own-and-below = Was ein Konto nutzt, zählt für es selbst; die Zahl mit seinen Unterkonten steht daneben und ist nie darin enthalten.
reports-cycles-run = { CYCLES_CAP() }: gezählt wird, was läuft oder bis vor 24 Stunden lief, ob in dieser Zeit etwas geschah oder nicht.
reports-cycles-stay = Zahlen bleiben auch nach dem Löschen ({ CYCLE_CAP() }). Anteil und Veränderung beziehen sich auf die Aufgaben.
reports-is-a-task = Jeder Aufruf einer Methode eines Konnektors und jede Datenoperation ist eine Aufgabe.
reports-periods-hint = Ein Zeitraum beginnt an dem Tag des Monats, auf den die nächste Abrechnung eines Kontos fällt, und ohne diese am Ersten eines Monats. Ein Tag des Diagramms zählt nur die Konten, deren Zeitraum ihn enthält, deshalb ergeben seine Tage zusammen die Summen oben. Diese gelten für alle diese Zeiträume; eine eigene Liste haben sie nicht, weil jedes Konto andere Tage hat: Seine Zeile führt zu dem, was dahinter steht. Limits sind die von heute. Endgültig entfernte Konten haben keine Abrechnung mehr und sind nicht dabei.
reports-account-periods-hint = Die Zahlen oben sind die dieses Zeitraums. Ein Zeitraum beginnt an dem Tag des Monats, auf den die nächste Abrechnung fällt, und ohne diese am Ersten eines Monats.
reports-overage-hint = Über dem Limit sind die Aufgaben, die weiterliefen, als ein Limit aufgebraucht war, jede nach dem Limit, wie es in diesem Moment war; sie werden getrennt gezählt. Aufgaben minus das Limit von heute kann eine andere Zahl sein: Die Seite der Limits zeigt beide.
reports-not-drawn = Von mehr als 5.000 Konten werden keine Tage gezeichnet: Jedes hat seinen eigenen Zeitraum, deshalb müsste jeder Tag jedes Kontos gelesen werden. Grenzen Sie auf ein Schlagwort oder auf die Konten in oder unter einem Konto ein, dann werden sie gezeichnet.
reports-added-up = Die Zahlen stimmten mit dem Hauptbuch und dem Protokoll überein, als sie { $when } geprüft wurden; was seitdem hinzukam oder sich änderte, wird beim nächsten Mal geprüft.
reports-not-added-up = <b>Die Zahlen stimmen nicht mit dem Hauptbuch und dem Protokoll überein</b>, wie { $when } festgestellt wurde. Wer diese Installation betreibt, kann die Unterschiede nennen.
reports-to-be-compared = Die Zahlen werden jeden Tag mit dem Hauptbuch und dem Protokoll verglichen; das erste Mal steht noch aus.
reports-counted-until = Gezählt bis <time datetime="{ $iso }" title="{ $exact }">{ $ago }</time>; der Rest folgt innerhalb einer Minute.
reports-calls-hint = Abgelehnt: mit 400 bis 499 beantwortet, das Programm muss also etwas tun. Zu viele: mit 429 beantwortet, es muss also warten. Fehlgeschlagen: mit 500 oder höher beantwortet. Zeiten sind die des Servers, ohne den Weg zu ihm. Aufrufe werden innerhalb von zwei Sekunden nach ihrer Antwort gezählt; ein Aufruf ohne gültige Zugangsdaten gehört niemandem und wird nicht gezählt.
