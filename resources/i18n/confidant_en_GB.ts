<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="en">
    <context>
        <name>AboutSheet</name>
        <message numerus="yes">
            <source>%n faces could not be loaded.</source>
            <translation>
                <numerusform>One face could not be loaded.</numerusform>
                <numerusform>%n faces could not be loaded.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>AttachmentsSection</name>
        <message numerus="yes">
            <source>%n files</source>
            <translation>
                <numerusform>%n file</numerusform>
                <numerusform>%n files</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>BackupWords</name>
        <message numerus="yes">
            <source>%n records</source>
            <translation>
                <numerusform>%n record</numerusform>
                <numerusform>%n records</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>BackupsCard</name>
        <message numerus="yes">
            <source>%n backups there were not proved good.</source>
            <translation>
                <numerusform>%n backup there was not proved good.</numerusform>
                <numerusform>%n backups there were not proved good.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n backups beside the vault.</source>
            <translation>
                <numerusform>%n backup beside the vault.</numerusform>
                <numerusform>%n backups beside the vault.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n backups in {path}.</source>
            <translation>
                <numerusform>%n backup in {path}.</numerusform>
                <numerusform>%n backups in {path}.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>BackupsScreen</name>
        <message numerus="yes">
            <source>%n backups had changed since they were proved.</source>
            <translation>
                <numerusform>%n backup had changed since it was proved.</numerusform>
                <numerusform>%n backups had changed since they were proved.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ContactPage</name>
        <message numerus="yes">
            <source>%n aliases</source>
            <translation>
                <numerusform>%n alias</numerusform>
                <numerusform>%n aliases</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n cards</source>
            <translation>
                <numerusform>%n card</numerusform>
                <numerusform>%n cards</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n records</source>
            <translation>
                <numerusform>%n record</numerusform>
                <numerusform>%n records</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n behind yours</source>
            <translation>
                <numerusform>%n behind yours</numerusform>
                <numerusform>%n behind yours</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ConversationWords</name>
        <message numerus="yes">
            <source>%n open</source>
            <translation>
                <numerusform>%n open</numerusform>
                <numerusform>%n open</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n records</source>
            <translation>
                <numerusform>%n record</numerusform>
                <numerusform>%n records</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n responses</source>
            <translation>
                <numerusform>%n response</numerusform>
                <numerusform>%n responses</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n attachments</source>
            <translation>
                <numerusform>%n attachment</numerusform>
                <numerusform>%n attachments</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n words</source>
            <translation>
                <numerusform>%n word</numerusform>
                <numerusform>%n words</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n files that waited came in with it.</source>
            <translation>
                <numerusform>One file that waited came in with it.</numerusform>
                <numerusform>%n files that waited came in with it.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n want an answer</source>
            <translation>
                <numerusform>%n wants an answer</numerusform>
                <numerusform>%n want an answer</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>open for %n days</source>
            <translation>
                <numerusform>open for %n day</numerusform>
                <numerusform>open for %n days</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ConversationsScreen</name>
        <message numerus="yes">
            <source>%n files are kept, encrypted, until an earlier one arrives.</source>
            <translation>
                <numerusform>One file is kept, encrypted, until an earlier one arrives.</numerusform>
                <numerusform>%n files are kept, encrypted, until an earlier one arrives.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Counted</name>
        <message numerus="yes">
            <source>%n known</source>
            <translation>
                <numerusform>%n known</numerusform>
                <numerusform>%n known</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n unknown</source>
            <translation>
                <numerusform>%n unknown</numerusform>
                <numerusform>%n unknown</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n constraints</source>
            <translation>
                <numerusform>%n constraint</numerusform>
                <numerusform>%n constraints</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n complications</source>
            <translation>
                <numerusform>%n complication</numerusform>
                <numerusform>%n complications</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n drivers</source>
            <translation>
                <numerusform>%n driver</numerusform>
                <numerusform>%n drivers</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n options</source>
            <translation>
                <numerusform>%n option</numerusform>
                <numerusform>%n options</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n assessments</source>
            <translation>
                <numerusform>%n assessment</numerusform>
                <numerusform>%n assessments</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n scores</source>
            <translation>
                <numerusform>%n score</numerusform>
                <numerusform>%n scores</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n assumptions</source>
            <translation>
                <numerusform>%n assumption</numerusform>
                <numerusform>%n assumptions</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n causes</source>
            <translation>
                <numerusform>%n cause</numerusform>
                <numerusform>%n causes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n tripwires</source>
            <translation>
                <numerusform>%n tripwire</numerusform>
                <numerusform>%n tripwires</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n objections</source>
            <translation>
                <numerusform>%n objection</numerusform>
                <numerusform>%n objections</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n cases</source>
            <translation>
                <numerusform>%n case</numerusform>
                <numerusform>%n cases</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n decide</source>
            <translation>
                <numerusform>%n decides</numerusform>
                <numerusform>%n decide</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n asked</source>
            <translation>
                <numerusform>%n asked</numerusform>
                <numerusform>%n asked</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n told</source>
            <translation>
                <numerusform>%n told</numerusform>
                <numerusform>%n told</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n tags</source>
            <translation>
                <numerusform>%n tag</numerusform>
                <numerusform>%n tags</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n forecasts</source>
            <translation>
                <numerusform>%n forecast</numerusform>
                <numerusform>%n forecasts</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>DecisionWords</name>
        <message numerus="yes">
            <source>%n per cent</source>
            <translation>
                <numerusform>%n per cent</numerusform>
                <numerusform>%n per cent</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n days left</source>
            <translation>
                <numerusform>%n day left</numerusform>
                <numerusform>%n days left</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>DifferenceWords</name>
        <message numerus="yes">
            <source>The backup was proved: %n records.</source>
            <translation>
                <numerusform>The backup was proved: %n record.</numerusform>
                <numerusform>The backup was proved: %n records.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n would be gone.</source>
            <translation>
                <numerusform>%n would be gone.</numerusform>
                <numerusform>%n would be gone.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n would go back to an earlier state.</source>
            <translation>
                <numerusform>%n would go back to an earlier state.</numerusform>
                <numerusform>%n would go back to an earlier state.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n would go on to a later state.</source>
            <translation>
                <numerusform>%n would go on to a later state.</numerusform>
                <numerusform>%n would go on to a later state.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n would come that are not here.</source>
            <translation>
                <numerusform>%n would come that is not here.</numerusform>
                <numerusform>%n would come that are not here.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n that were erased would be back.</source>
            <translation>
                <numerusform>%n that was erased would be back.</numerusform>
                <numerusform>%n that were erased would be back.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n stay as they are.</source>
            <translation>
                <numerusform>%n stays as it is.</numerusform>
                <numerusform>%n stay as they are.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n unsaved texts would be gone.</source>
            <translation>
                <numerusform>%n unsaved text would be gone.</numerusform>
                <numerusform>%n unsaved texts would be gone.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>DoubtWords</name>
        <message numerus="yes">
            <source>it has been open for %n days</source>
            <translation>
                <numerusform>it has been open for %n day</numerusform>
                <numerusform>it has been open for %n days</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n weeks</source>
            <translation>
                <numerusform>%n week</numerusform>
                <numerusform>%n weeks</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n days</source>
            <translation>
                <numerusform>%n day</numerusform>
                <numerusform>%n days</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n days left</source>
            <translation>
                <numerusform>%n day left</numerusform>
                <numerusform>%n days left</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>EraseRecordSheet</name>
        <message numerus="yes">
            <source>%n backups still hold it.</source>
            <translation>
                <numerusform>One backup still holds it.</numerusform>
                <numerusform>%n backups still hold it.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n vaults beside this one, put aside by a restore, still hold it.</source>
            <translation>
                <numerusform>One vault beside this one, put aside by a restore, still holds it.</numerusform>
                <numerusform>%n vaults beside this one, put aside by a restore, still hold it.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Footer</name>
        <message numerus="yes">
            <source>%n responses ready</source>
            <translation>
                <numerusform>%n response ready</numerusform>
                <numerusform>%n responses ready</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n answers ready</source>
            <translation>
                <numerusform>%n answer ready</numerusform>
                <numerusform>%n answers ready</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ForecastsSection</name>
        <message numerus="yes">
            <source>%n forecasts</source>
            <translation>
                <numerusform>%n forecast</numerusform>
                <numerusform>%n forecasts</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>KeyWords</name>
        <message numerus="yes">
            <source>%n backups open the same way now.</source>
            <translation>
                <numerusform>%n backup opens the same way now.</numerusform>
                <numerusform>%n backups open the same way now.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n older backups still open with what opened them before.</source>
            <translation>
                <numerusform>%n older backup still opens with what opened it before.</numerusform>
                <numerusform>%n older backups still open with what opened them before.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>LockGuard</name>
        <message numerus="yes">
            <source>Locks in %n seconds</source>
            <translation>
                <numerusform>Locks in %n second</numerusform>
                <numerusform>Locks in %n seconds</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Locks after %n min idle</source>
            <translation>
                <numerusform>Locks after %n min idle</numerusform>
                <numerusform>Locks after %n min idle</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Locking</name>
        <message numerus="yes">
            <source>Nothing was done for a while. The vault locks in %n seconds.</source>
            <translation>
                <numerusform>Nothing was done for a while. The vault locks in %n second.</numerusform>
                <numerusform>Nothing was done for a while. The vault locks in %n seconds.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ProbabilitySlider</name>
        <message numerus="yes">
            <source>%n per cent</source>
            <translation>
                <numerusform>%n per cent</numerusform>
                <numerusform>%n per cent</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>RailButton</name>
        <message numerus="yes">
            <source>%n waiting</source>
            <translation>
                <numerusform>%n waiting</numerusform>
                <numerusform>%n waiting</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ReencryptSheet</name>
        <message numerus="yes">
            <source>%n older backups still open with the old passphrase: make a new one and remove them.</source>
            <translation>
                <numerusform>%n older backup still opens with the old passphrase: make a new one and remove it.</numerusform>
                <numerusform>%n older backups still open with the old passphrase: make a new one and remove them.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Safekeeping</name>
        <message numerus="yes">
            <source>%n backups have changed since they were proved and are not good any more. The disk may be failing.</source>
            <translation>
                <numerusform>%n backup has changed since it was proved and is not good any more. The disk may be failing.</numerusform>
                <numerusform>%n backups have changed since they were proved and are not good any more. The disk may be failing.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n older backups beside the vault could not be removed and still hold what was erased.</source>
            <translation>
                <numerusform>One older backup beside the vault could not be removed and still holds what was erased.</numerusform>
                <numerusform>%n older backups beside the vault could not be removed and still hold what was erased.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n older backups in the second place still hold what was erased: the new one has not arrived there, or they could not be removed.</source>
            <translation>
                <numerusform>One older backup in the second place still holds what was erased: the new one has not arrived there, or it could not be removed.</numerusform>
                <numerusform>%n older backups in the second place still hold what was erased: the new one has not arrived there, or they could not be removed.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SalvageSheet</name>
        <message numerus="yes">
            <source>%n records were saved.</source>
            <translation>
                <numerusform>%n record was saved.</numerusform>
                <numerusform>%n records were saved.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n unsaved texts too.</source>
            <translation>
                <numerusform>%n unsaved text too.</numerusform>
                <numerusform>%n unsaved texts too.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n changes could not be read.</source>
            <translation>
                <numerusform>%n change could not be read.</numerusform>
                <numerusform>%n changes could not be read.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n changes do not verify and were left out.</source>
            <translation>
                <numerusform>%n change does not verify and was left out.</numerusform>
                <numerusform>%n changes do not verify and were left out.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n files could not be read.</source>
            <translation>
                <numerusform>%n file could not be read.</numerusform>
                <numerusform>%n files could not be read.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SettingsScreen</name>
        <message numerus="yes">
            <source>%n minutes</source>
            <translation>
                <numerusform>%n minute</numerusform>
                <numerusform>%n minutes</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SlipCard</name>
        <message numerus="yes">
            <source>%n more names</source>
            <translation>
                <numerusform>%n more name</numerusform>
                <numerusform>%n more names</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>StatusArea</name>
        <message numerus="yes">
            <source>%n words</source>
            <translation>
                <numerusform>%n word</numerusform>
                <numerusform>%n words</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>WaitingList</name>
        <message numerus="yes">
            <source>%n records</source>
            <translation>
                <numerusform>%n record</numerusform>
                <numerusform>%n records</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ComposerWords</name>
        <message numerus="yes">
            <source>%n attachments</source>
            <translation>
                <numerusform>%n attachment</numerusform>
                <numerusform>%n attachments</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n names to settle</source>
            <translation>
                <numerusform>%n name to settle</numerusform>
                <numerusform>%n names to settle</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n parts</source>
            <translation>
                <numerusform>%n part</numerusform>
                <numerusform>%n parts</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n records</source>
            <translation>
                <numerusform>%n record</numerusform>
                <numerusform>%n records</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n words</source>
            <translation>
                <numerusform>%n word</numerusform>
                <numerusform>%n words</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>RecordPieces</name>
        <message numerus="yes">
            <source>And %n more</source>
            <translation>
                <numerusform>And %n more</numerusform>
                <numerusform>And %n more</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>StayRows</name>
        <message numerus="yes">
            <source>%n references</source>
            <translation>
                <numerusform>%n reference</numerusform>
                <numerusform>%n references</numerusform>
            </translation>
        </message>
    </context>
</TS>
