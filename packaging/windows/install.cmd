@echo off
rem Installs SBS for this machine, or upgrades it: run it as administrator from the unpacked folder.
rem Programs go to %ProgramFiles%\SBS, settings and data to %ProgramData%\SBS; nothing is started.
setlocal DisableDelayedExpansion
set "SBS_FROM=%~dp0."
set "SBS_TO=%ProgramFiles%\SBS"
set "SBS_DATA=%ProgramData%\SBS"
set SBS_RUN="%SBS_TO%\runtime\bin\java.exe" -jar "%SBS_TO%\sbs-server.jar"
set SBS_PATH="%SBS_TO%\runtime\bin\java.exe" -cp "%SBS_TO%\sbs-server.jar" org.sbs.server.WindowsPathMain
set "SBS_KEY=HKLM\SYSTEM\CurrentControlSet\Control\Session Manager\Environment"

reg query "HKU\S-1-5-19" >nul 2>&1
if errorlevel 1 goto no_rights
if not exist "%SBS_FROM%\runtime\bin\java.exe" goto no_package

set "SBS_WAS_RUNNING="
if not exist "%SBS_TO%\sbs.cmd" goto stopped
rem 69: no node runs.
%SBS_RUN% status --home "%SBS_DATA%" >nul 2>&1
if errorlevel 69 goto stopped
echo Stopping the SBS that is installed; the other node takes over ...
%SBS_RUN% stop --home "%SBS_DATA%"
if errorlevel 1 goto not_stopped
set "SBS_WAS_RUNNING=yes"
:stopped

echo Copying the programs to %SBS_TO% ...
if exist "%SBS_TO%" rmdir /s /q "%SBS_TO%"
if exist "%SBS_TO%" goto in_use
xcopy "%SBS_FROM%" "%SBS_TO%" /e /i /q /y >nul
if errorlevel 1 goto no_room

if exist "%SBS_DATA%" goto have_data
mkdir "%SBS_DATA%"
if errorlevel 1 goto no_room
rem Administrators and the system only: the pair key lies there.
icacls "%SBS_DATA%" /inheritance:r /grant:r "*S-1-5-18:(OI)(CI)F" "*S-1-5-32-544:(OI)(CI)F" >nul
if errorlevel 1 goto no_rights
:have_data
if exist "%SBS_DATA%\sbs.toml" goto have_settings
%SBS_RUN% config init --home "%SBS_DATA%"
if errorlevel 1 goto no_settings
:have_settings

%SBS_PATH% add "%SBS_TO%"
if errorlevel 1 echo Type sbs with its folder, %SBS_TO%, or add that to Path by hand.
reg add "%SBS_KEY%" /v SBS_HOME /t REG_SZ /d "%SBS_DATA%" /f >nul
rem setx tells open windows of the change; new consoles know it either way.
setx SBS_HOME "%SBS_DATA%" /M >nul 2>&1

if not defined SBS_WAS_RUNNING goto done
%SBS_RUN% start --home "%SBS_DATA%"
if errorlevel 1 goto not_started
:done
echo SBS is installed. Open a new console as administrator; docs\INSTALL.md in %SBS_TO% says what comes next.
exit /b 0

:no_rights
>&2 echo This needs the rights of an administrator: right-click "Command Prompt", "Run as administrator".
exit /b 1
:no_package
>&2 echo There is no Java runtime beside this script: run install.cmd from the whole unpacked folder.
exit /b 1
:not_stopped
>&2 echo SBS could not be stopped and nothing was changed. The sentence above says why.
exit /b 1
:in_use
>&2 echo %SBS_TO% is in use: close programs and consoles that work there, and run install.cmd again.
exit /b 1
:no_room
>&2 echo %SBS_TO% or %SBS_DATA% cannot be written: is there room on the disk?
exit /b 1
:no_settings
>&2 echo The programs are installed, but %SBS_DATA%\sbs.toml could not be made. The sentence above says why.
exit /b 1
:not_started
>&2 echo SBS is upgraded and does not run. The sentence above says why.
exit /b 1
